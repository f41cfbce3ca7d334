/** Commands of our tables: what a user asks of the bridge becomes a row of `al_bridgerequest` (SPEC B-11, M-10, M-12). */
import { label } from '../labels.ts';
import { libraryNames } from '../names.ts';
import type { Command, DisplayRule, EnableRule, Label } from '../types.ts';
import { iconOf, type IconName } from './icons.ts';

interface Sketch {
  /** Function of `ActivityLogging.Commands`, and name of the command. */
  readonly name: string;
  readonly label: Label;
  readonly tooltip: Label;
  readonly icon: IconName;
  readonly display: DisplayRule;
  /** Default: as many rows as are selected. */
  readonly maximum?: number;
  /** Rules of the form beside that the row exists. */
  readonly onForm?: readonly EnableRule[];
}

const mayAsk: DisplayRule = { rule: 'privilege', table: 'al_bridgerequest', privilege: 'Create', depth: 'Basic' };
const isActive: EnableRule = { rule: 'value', column: 'statecode', value: '0' };

/** One command on the form and on the list of a table. */
function onFormAndGrid({ name, icon, display, maximum, onForm = [], ...words }: Sketch, index: number): Command[] {
  const common = { name, ...words, icon: iconOf(icon), display: [display], sequence: 100 + index * 10 };
  const script = { library: libraryNames.commands, function: `ActivityLogging.Commands.${name}` };
  return [
    {
      ...common,
      place: 'form',
      action: { ...script, parameters: ['PrimaryControl'] },
      // A row that does not exist yet cannot be named; one that cannot be edited can.
      enable: [{ rule: 'formState', state: 'Create', not: true }, ...onForm],
    },
    {
      ...common,
      place: 'grid',
      action: { ...script, parameters: ['SelectedControl', 'SelectedControlSelectedItemReferences'] },
      enable: [{ rule: 'selection', minimum: 1, ...(maximum === undefined ? {} : { maximum }) }],
    },
  ];
}

const issueSketches: readonly Sketch[] = [
  {
    name: 'retry',
    label: label('Retry', 'Erneut versuchen'),
    tooltip: label('Asks the bridge to log it again', 'Bittet die Bridge, es erneut zu protokollieren'),
    icon: 'retry',
    display: mayAsk,
    onForm: [isActive],
  },
];
export const issueCommands: readonly Command[] = issueSketches.flatMap(onFormAndGrid);

const mailboxSketches: readonly Sketch[] = [
  {
    name: 'runMailLogging',
    label: label('Run Once', 'Einmal ausführen'),
    tooltip: label('Asks the bridge for one run now', 'Bittet die Bridge um einen Lauf jetzt'),
    icon: 'run',
    display: mayAsk,
    onForm: [isActive],
  },
  {
    name: 'stopMailLogging',
    label: label('Stop', 'Anhalten'),
    tooltip: label('Asks the bridge to end the run it is in', 'Bittet die Bridge, den laufenden Lauf zu beenden'),
    icon: 'stop',
    display: mayAsk,
  },
  {
    name: 'validateMailbox',
    label: label('Validate Setup', 'Einrichtung prüfen'),
    tooltip: label(
      'Asks the bridge whether it can work with the mailbox as it is set up',
      'Fragt die Bridge, ob sie mit dem Postfach so arbeiten kann',
    ),
    icon: 'check',
    display: mayAsk,
  },
  {
    name: 'relink',
    label: label('Relink', 'Neu verknüpfen'),
    tooltip: label(
      'Asks the bridge to find the messages of entries that lost them',
      'Bittet die Bridge, verlorene Nachrichten der Posten wiederzufinden',
    ),
    icon: 'retry',
    display: mayAsk,
    onForm: [isActive],
  },
];
export const mailboxCommands: readonly Command[] = mailboxSketches.flatMap(onFormAndGrid);

const entrySketches: readonly Sketch[] = [
  {
    name: 'showMessage',
    label: label('Show', 'Anzeigen'),
    tooltip: label('Names the sender, then opens the message', 'Nennt den Absender und öffnet dann die Nachricht'),
    icon: 'show',
    display: mayAsk,
    maximum: 1,
  },
  {
    name: 'markReviewed',
    label: label('Mark Reviewed', 'Als geprüft markieren'),
    tooltip: label('You looked at the sender warning', 'Sie haben die Absenderwarnung angesehen'),
    icon: 'check',
    display: { rule: 'privilege', table: 'al_interactionlogentry', privilege: 'Write', depth: 'Basic' },
    onForm: [
      {
        rule: 'script',
        library: libraryNames.commands,
        function: 'ActivityLogging.Commands.canMarkReviewed',
        parameters: ['PrimaryControl'],
      },
    ],
  },
];
export const entryCommands: readonly Command[] = entrySketches.flatMap(onFormAndGrid);

const reportSketches: readonly Sketch[] = [
  {
    name: 'exportAudit',
    label: label('Export', 'Exportieren'),
    tooltip: label('Asks the bridge for the rows the report selects', 'Bittet die Bridge um die Zeilen des Berichts'),
    icon: 'export',
    display: mayAsk,
  },
];
export const reportCommands: readonly Command[] = reportSketches.flatMap(onFormAndGrid);

const dailySketches: readonly Sketch[] = [
  {
    name: 'verifyAudit',
    label: label('Verify', 'Prüfen'),
    tooltip: label(
      'Asks the bridge whether the audit rows of the day are unchanged',
      'Fragt die Bridge, ob die Überwachungszeilen des Tages unverändert sind',
    ),
    icon: 'check',
    display: mayAsk,
  },
];
export const dailyCommands: readonly Command[] = dailySketches.flatMap(onFormAndGrid);
