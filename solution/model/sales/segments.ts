/**
 * Connect rate per list segment (SPEC T-7): outbound calls with a disposition, by the marketing lists their person is on.
 * A call counts once for each list; people on dynamic lists have no member rows and are not in it.
 */
import { label } from '../labels.ts';
import type { Chart, Label } from '../types.ts';

export const segmentChartNames = { contacts: 'connect-rate-by-list', leads: 'connect-rate-by-list-of-leads' } as const;

function connectRate(name: string, person: 'al_contactid' | 'al_leadid', title: Label): Chart {
  return {
    name,
    label: title,
    description: label(
      'Share of each disposition, by the marketing list of the person called',
      'Anteil jedes Ergebnisses, nach der Marketingliste der angerufenen Person',
    ),
    type: 'stackedBar100',
    links: [
      {
        alias: 'member',
        table: 'listmember',
        from: 'entityid',
        to: person,
        type: 'inner',
        intersect: true,
        links: [{ alias: 'list', table: 'list', from: 'listid', to: 'listid', type: 'inner' }],
      },
    ],
    category: { link: 'list', column: 'listname' },
    series: { column: 'al_disposition' },
    measures: [{ column: 'activityid', aggregate: 'count' }],
  };
}

/** For the view `calls-with-disposition` of the core solution. */
export const segmentCharts: readonly Chart[] = [
  connectRate(
    segmentChartNames.contacts,
    'al_contactid',
    label('Connect Rate by List (Contacts)', 'Verbindungsquote nach Liste (Kontakte)'),
  ),
  connectRate(
    segmentChartNames.leads,
    'al_leadid',
    label('Connect Rate by List (Leads)', 'Verbindungsquote nach Liste (Leads)'),
  ),
];
