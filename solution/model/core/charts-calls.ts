/**
 * Views and charts of calls (SPEC T-6, T-7). Calls are logged as phone calls or, by default, as tasks: the same reports
 * stand on both tables. A connect rate is a share, so its charts are 100 % bars: the part `Connected` is the rate.
 */
import { activityKind, disposition } from '../choices.ts';
import { label } from '../labels.ts';
import type { Chart, Condition, GlobalChoice, MicrosoftTable, View } from '../types.ts';

function valueOf(choice: GlobalChoice, member: string): string {
  const option = choice.options.find(({ name }) => name === member);
  if (option === undefined) throw new Error(`${choice.name} has no option ${member}`);
  return String(option.value);
}

const completed: Condition = { column: 'statecode', operator: 'eq', value: '1' };
const outbound: Condition = { column: 'directioncode', operator: 'eq', value: '1' };
const callOrVoicemail: Condition = {
  column: 'al_kind',
  operator: 'in',
  values: [valueOf(activityKind, 'Call'), valueOf(activityKind, 'Voicemail')],
};
const connected: Condition = {
  column: 'al_disposition',
  operator: 'eq',
  value: valueOf(disposition, 'Connected'),
};

/** Completed outbound calls. A task does not know its direction: there it is all completed calls. */
function calls(table: MicrosoftTable): readonly Condition[] {
  return table.name === 'task' ? [completed, callOrVoicemail] : [completed, outbound];
}

const columns: View['columns'] = [
  { name: 'subject', width: 260 },
  { name: 'al_disposition', width: 120 },
  { name: 'al_dispositiontext', width: 140 },
  { name: 'regardingobjectid', width: 180 },
  { name: 'al_accountid', width: 180 },
  { name: 'actualend', width: 150 },
  { name: 'ownerid', width: 150 },
];
const order: View['order'] = [{ column: 'actualend', descending: true }];

/** Names by which dashboards refer to the views of `callViews`. */
export const callViewNames = {
  withDisposition: 'calls-with-disposition',
  connected: 'connected-calls',
  withoutDisposition: 'calls-without-disposition',
} as const;

export function callViews(table: MicrosoftTable): View[] {
  const common = { type: 'public', columns, order } as const;
  return [
    {
      ...common,
      name: callViewNames.withDisposition,
      label: label('Calls with Disposition', 'Anrufe mit Ergebnis'),
      description: label(
        'Completed outbound calls that have a disposition: what a connect rate is measured of',
        'Abgeschlossene ausgehende Anrufe mit Ergebnis: worauf sich eine Verbindungsquote bezieht',
      ),
      filter: [...calls(table), { column: 'al_disposition', operator: 'not-null' }],
    },
    {
      ...common,
      name: callViewNames.connected,
      label: label('Connected Calls', 'Verbundene Anrufe'),
      description: label(
        'Completed outbound calls that reached the person',
        'Abgeschlossene ausgehende Anrufe, die die Person erreichten',
      ),
      filter: [...calls(table), connected],
    },
    {
      ...common,
      name: callViewNames.withoutDisposition,
      label: label('Calls without disposition', 'Anrufe ohne Ergebnis'),
      description: label(
        'Completed outbound calls that nobody gave a disposition',
        'Abgeschlossene ausgehende Anrufe, denen niemand ein Ergebnis gab',
      ),
      filter: [...calls(table), { column: 'al_disposition', operator: 'null' }],
    },
  ];
}

export const callChartNames = {
  byDisposition: 'calls-by-disposition',
  rateByWeek: 'connect-rate-by-week',
  rateByUser: 'connect-rate-by-user',
} as const;

const count: Chart['measures'] = [{ column: 'activityid', aggregate: 'count' }];

/** Charts for the view `calls-with-disposition`. */
export const callCharts: readonly Chart[] = [
  {
    name: callChartNames.byDisposition,
    label: label('Calls by Disposition', 'Anrufe nach Ergebnis'),
    description: label('How many calls ended how', 'Wie viele Anrufe wie endeten'),
    type: 'column',
    category: { column: 'al_disposition' },
    measures: count,
    order: { by: 'measure', descending: true },
  },
  {
    name: callChartNames.rateByWeek,
    label: label('Connect Rate by Week', 'Verbindungsquote nach Woche'),
    description: label('Share of each disposition, week by week', 'Anteil jedes Ergebnisses, Woche für Woche'),
    type: 'stackedColumn100',
    category: { column: 'actualend', dateGrouping: 'week' },
    series: { column: 'al_disposition' },
    measures: count,
  },
  {
    name: callChartNames.rateByUser,
    label: label('Connect Rate by User', 'Verbindungsquote nach Benutzer'),
    description: label('Share of each disposition, user by user', 'Anteil jedes Ergebnisses, je Benutzer'),
    type: 'stackedBar100',
    category: { column: 'ownerid' },
    series: { column: 'al_disposition' },
    measures: count,
  },
];
