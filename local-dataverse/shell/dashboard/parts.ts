/** What a cell of a dashboard shows, from its control's parameters ([DOC] customize/dashboard-components: FormXml). Pure. */
import type { CellModel, SectionModel, TabModel } from '../../src/shell/model.ts';
import { webResourceUrl } from '../xrm/libraries.ts';

export type DashboardPart =
  | {
      readonly kind: 'list' | 'chart';
      readonly table: string;
      readonly viewId: string;
      /** Views to choose among; empty allows all. */
      readonly viewIds: readonly string[];
      readonly picksView: boolean;
      readonly searches: boolean;
      readonly pageSize: number;
      readonly chartId: string;
      readonly picksChart: boolean;
    }
  | { readonly kind: 'frame'; readonly url: string; readonly title: string }
  | { readonly kind: 'unsupported'; readonly what: string }
  | { readonly kind: 'empty' };

/** Rows a list shows when the dashboard does not say. */
const PAGE_SIZE = 10;

export function partOf(cell: CellModel): DashboardPart {
  const { control } = cell;
  if (!control) return { kind: 'empty' };
  const get = (name: string): string => control.parameters[name] ?? '';
  const isOn = (name: string): boolean => get(name).toLowerCase() === 'true';
  if (control.kind === 'subgrid' && get('TargetEntityType')) {
    // `All` draws the chart above the list in the classic client; the app shows the list.
    const isChart = get('ChartGridMode').toLowerCase() === 'chart';
    const size = Number.parseInt(get('RecordsPerPage'), 10);
    return {
      kind: isChart ? 'chart' : 'list',
      table: get('TargetEntityType').toLowerCase(),
      viewId: guid(get('ViewId')),
      viewIds: get('ViewIds').split(',').map(guid).filter(Boolean),
      picksView: isOn('EnableViewPicker'),
      searches: isOn('EnableQuickFind'),
      pageSize: size > 0 ? Math.min(size, 250) : PAGE_SIZE,
      chartId: guid(get('VisualizationId')),
      picksChart: isOn('EnableChartPicker'),
    };
  }
  const url = get('Url');
  if (control.kind === 'webresource' && url) {
    const name = url.replace(/^\$webresource:/i, '');
    return { kind: 'frame', url: webResourceUrl(name), title: cell.label || name };
  }
  if (control.kind === 'iframe' && url) return { kind: 'frame', url, title: cell.label || url };
  return { kind: 'unsupported', what: cell.label || control.id || control.classId };
}

/** The tabs and sections that are to be seen. */
export function visibleTabs(tabs: readonly TabModel[]): TabModel[] {
  return tabs
    .filter((tab) => tab.visible)
    .map((tab) => ({
      ...tab,
      columns: tab.columns
        .map((column) => ({ ...column, sections: column.sections.filter(hasCells) }))
        .filter((column) => column.sections.length > 0),
    }));
}

function hasCells(section: SectionModel): boolean {
  return section.visible && section.rows.some((row) => row.some((cell) => cell.visible && cell.control));
}

function guid(text: string): string {
  return text.trim().replace(/[{}]/g, '').toLowerCase();
}
