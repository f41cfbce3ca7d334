/** A command bar: the shell's own commands and those of the table's ribbon, for a form, a list or a subgrid. */
import * as React from 'react';
import { Callout, CommandBar as FluentBar, ContextualMenuItemType, IconButton } from '@fluentui/react';
import type { IContextualMenuItem, ICommandBarItemProps } from '@fluentui/react';
import type { BarLocation, RibbonItem, RibbonModel, TableModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { useRibbon } from './ribbon.ts';
import { runCommand } from './run.ts';
import type { CommandScope } from './run.ts';

/** A command that the shell has by itself. */
export interface OwnCommand {
  readonly key: string;
  readonly text: string;
  readonly icon: string;
  readonly onClick?: () => void;
  readonly disabled?: boolean;
  readonly title?: string;
  /** Ends of the platform's ids (`Mscrm.Form.contact.` + `Save`), so that HideCustomAction finds it. */
  readonly ids?: readonly string[];
  readonly items?: readonly OwnCommand[];
}
export interface CommandBarProps {
  readonly location: BarLocation;
  /** Table whose ribbon the bar is. */
  readonly table: TableModel;
  readonly own: readonly OwnCommand[];
  readonly scope: CommandScope;
  /** Changes when commands are to be judged anew: row, selection, refreshRibbon. */
  readonly version: string;
  readonly label?: string;
}

export function CommandBar(props: CommandBarProps): React.ReactElement {
  const services = useServices();
  const { location, table, scope } = props;
  const { model, items, notes } = useRibbon(location, table, scope, props.version);
  const t = services.texts.form;
  const run = (item: RibbonItem) => (): void => {
    const command = item.command ? model?.commands[item.command] : undefined;
    if (command) void runCommand(services, table, scope, command, item.id);
  };
  const own = props.own.filter((command) => !isHidden(command, location, table.name, model));
  const all: ICommandBarItemProps[] = [...own.map(ownItem), ...items.map((item) => customItem(item, run))];
  return (
    <>
      <FluentBar
        className="ld-grow"
        items={all}
        ariaLabel={props.label ?? t.commands}
        overflowButtonProps={{ ariaLabel: t.more, title: t.more }}
      />
      {notes.length > 0 && <Notes notes={notes} />}
    </>
  );
}

const PLACES: Readonly<Record<BarLocation, string>> = { form: 'Form', grid: 'HomepageGrid', subgrid: 'SubGrid' };

function isHidden(command: OwnCommand, location: BarLocation, table: string, model: RibbonModel | undefined): boolean {
  return (command.ids ?? []).some((id) => model?.hidden.includes(`Mscrm.${PLACES[location]}.${table}.${id}`));
}

function ownItem(command: OwnCommand): ICommandBarItemProps {
  const { key, text, icon, onClick, disabled = false, title = text, items } = command;
  return {
    key,
    text,
    title,
    disabled,
    iconProps: { iconName: icon },
    ...(onClick ? { onClick } : {}),
    ...(items ? { subMenuProps: { items: items.map(ownItem) } } : {}),
  };
}

function customItem(item: RibbonItem, run: (item: RibbonItem) => () => void): ICommandBarItemProps {
  const entries = item.items.flatMap((one) => menuEntry(one, run));
  return {
    key: item.id,
    text: item.label,
    title: item.tooltip,
    iconProps: iconOf(item),
    ...(item.kind === 'menu' || !item.command ? {} : { onClick: run(item) }),
    ...(item.kind === 'split' && item.command ? { split: true } : {}),
    ...(entries.length ? { subMenuProps: { items: entries } } : {}),
  };
}

function menuEntry(item: RibbonItem, run: (item: RibbonItem) => () => void): IContextualMenuItem[] {
  if (item.kind !== 'section') return [customItem(item, run)];
  const inner = item.items.flatMap((one) => menuEntry(one, run));
  const header = { key: `${item.id}.header`, text: item.label, itemType: ContextualMenuItemType.Header };
  return item.label ? [header, ...inner] : inner;
}

function iconOf({ icon }: RibbonItem): NonNullable<ICommandBarItemProps['iconProps']> {
  return icon?.startsWith('/')
    ? { imageProps: { src: icon, width: 16, height: 16, alt: '' } }
    : { iconName: ICONS[icon?.toLowerCase() ?? ''] ?? 'lightbulb' };
}

/** Names of the platform's own icons that makers use in ModernImage. */
const ICONS: Readonly<Record<string, string>> = {
  add: 'add',
  new: 'add',
  edit: 'edit',
  delete: 'delete',
  remove: 'delete',
  save: 'save',
  saveandclose: 'saveandclose',
  refresh: 'refresh',
  activate: 'completed',
  phonecall: 'phone',
  email: 'mail',
  appointment: 'calendar',
  task: 'task',
};

/** What the shell does differently, one click away: nothing is lost silently, and nothing shouts. */
function Notes({ notes }: { notes: readonly string[] }): React.ReactElement {
  const t = useServices().texts.form;
  const [isOpen, setOpen] = React.useState(false);
  const anchor = React.useRef<HTMLDivElement>(null);
  return (
    <div ref={anchor}>
      <IconButton
        iconProps={{ iconName: 'warning' }}
        title={t.ribbonNotes(notes.length)}
        ariaLabel={t.ribbonNotes(notes.length)}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <Callout
          target={anchor}
          onDismiss={() => setOpen(false)}
          setInitialFocus
          role="dialog"
          ariaLabel={t.ribbonNotesTitle}
        >
          <div className="ld-notes" tabIndex={0}>
            <strong>{t.ribbonNotesTitle}</strong>
            <ul>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </div>
        </Callout>
      )}
    </div>
  );
}
