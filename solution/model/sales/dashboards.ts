/** Dashboard of the Sales solution (SPEC T-7): the pipeline by days since the last activity, and connect rates by list. */
import { callViewNames } from '../core/charts-calls.ts';
import { label } from '../labels.ts';
import type { Dashboard, Label, Tile } from '../types.ts';
import { pipelineChartName, pipelineViewNames } from './pipeline.ts';
import { segmentChartNames } from './segments.ts';

function span(name: string, title: Label, view: string): Tile {
  return {
    name,
    label: title,
    table: 'opportunity',
    view,
    chart: pipelineChartName,
  };
}

export const pipelineDashboard: Dashboard = {
  name: 'pipeline-activity',
  constant: 'pipelineActivity',
  label: label('Pipeline Activity', 'Aktivität der Pipeline'),
  description: label(
    'Open opportunities by days since their last activity, stalled deals, connect rate by list',
    'Offene Verkaufschancen nach Tagen seit der letzten Aktivität, festgefahrene Chancen, Verbindungsquote nach Liste',
  ),
  columns: 3,
  tiles: [
    span('last_7_days', label('Active in the last 7 Days', 'Aktiv in den letzten 7 Tagen'), pipelineViewNames.week),
    span('days_8_to_14', label('8 to 14 Days ago', 'Vor 8 bis 14 Tagen'), pipelineViewNames.fortnight),
    span('days_15_to_30', label('15 to 30 Days ago', 'Vor 15 bis 30 Tagen'), pipelineViewNames.month),
    span('over_30_days', label('No Activity for 30 Days', 'Keine Aktivität seit 30 Tagen'), pipelineViewNames.older),
    {
      name: 'stalled_deals',
      label: label('Stalled Deals', 'Festgefahrene Verkaufschancen'),
      table: 'opportunity',
      view: pipelineViewNames.stalled,
    },
    {
      name: 'connect_rate_by_list',
      label: label('Connect Rate by List', 'Verbindungsquote nach Liste'),
      table: 'phonecall',
      view: callViewNames.withDisposition,
      chart: segmentChartNames.contacts,
      canChangeChart: true,
    },
  ],
};
