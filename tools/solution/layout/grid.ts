/** The grid control: a list of rows or a chart, on a form (subgrid) and on a dashboard. Parameters as exports have them. */
import { element, text, type Element } from './element.ts';

export const gridClassId = '{E7A81278-8635-4d9e-8D4D-59480B391C5B}';

export interface GridParameters {
  readonly table: string;
  /** With braces, as all ids here. */
  readonly viewId: string;
  readonly chartId?: string;
  readonly relationship?: string;
  readonly rowsPerPage: number;
  readonly canSearch?: boolean;
  readonly canChangeView?: boolean;
  readonly canChangeChart?: boolean;
}

/** The parameters one by one: a data set of a code component takes the same. */
export function gridParameters(grid: GridParameters): Element[] {
  const flag = (name: string, value: boolean | undefined): Element => text(name, value === true ? 'true' : 'false');
  const viewId = grid.viewId.toUpperCase();
  const optional = (name: string, value: string | undefined): Element =>
    value === undefined ? element(name) : text(name, value);
  return [
    text('ViewId', viewId),
    flag('IsUserView', false),
    optional('RelationshipName', grid.relationship),
    text('TargetEntityType', grid.table),
    text('AutoExpand', 'Fixed'),
    flag('EnableQuickFind', grid.canSearch),
    flag('EnableViewPicker', grid.canChangeView),
    // A list of views only narrows the picker: without one it holds the view that is shown.
    grid.canChangeView === true ? element('ViewIds') : text('ViewIds', viewId),
    flag('EnableJumpBar', false),
    text('ChartGridMode', grid.chartId === undefined ? 'Grid' : 'Chart'),
    optional('VisualizationId', grid.chartId?.toUpperCase()),
    flag('IsUserChart', false),
    flag('EnableChartPicker', grid.canChangeChart),
    text('RecordsPerPage', grid.rowsPerPage),
  ];
}
