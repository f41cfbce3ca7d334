/** Charts of a table and dashboards of an app, from the rows savedqueryvisualization and systemform (type 0). */
import type { Engine, Values } from '../engine/types.ts';
import { appComponents, COMPONENT } from './apps.ts';
import { readChart } from './chart.ts';
import { readForm } from './formXml.ts';
import type { ChartModel, DashboardModel, DashboardSummary } from './listModel.ts';
import { idOf, isTrue, numberOf, textOf } from './rows.ts';

/** systemform.type of a dashboard. */
const DASHBOARD = 0;

/** Charts of a table, those of the app when it names some; the default one first, then by name. */
export function listCharts(engine: Engine, table: string, appId: string | undefined): ChartModel[] {
  const rows = engine.system.find('savedqueryvisualization', { primaryentitytypecode: table });
  return ofApp(engine, appId, COMPONENT.chart, rows, 'savedqueryvisualizationid')
    .map(chartOf)
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));
}

export function chartById(engine: Engine, id: string): ChartModel | undefined {
  const row = engine.system.get('savedqueryvisualization', id.toLowerCase());
  return row ? chartOf(row) : undefined;
}

/** Active dashboards, those of the app when it names some; by name. */
export function listDashboards(engine: Engine, appId: string | undefined): DashboardSummary[] {
  const rows = engine.system
    .find('systemform', { type: DASHBOARD })
    .filter((row) => numberOf(row, 'formactivationstate') !== 0);
  return ofApp(engine, appId, COMPONENT.form, rows, 'formid')
    .sort(
      (a, b) =>
        Number(isTrue(b, 'isdefault')) - Number(isTrue(a, 'isdefault')) ||
        textOf(a, 'name').localeCompare(textOf(b, 'name')),
    )
    .map((row) => ({ id: idOf(row, 'formid'), name: textOf(row, 'name') }));
}

/** @throws XmlError */
export function dashboardById(engine: Engine, id: string, languageId: number): DashboardModel | undefined {
  const row = engine.system.get('systemform', id.toLowerCase());
  if (!row || numberOf(row, 'type') !== DASHBOARD) return undefined;
  const name = textOf(row, 'name');
  const source = { id: idOf(row, 'formid'), name, table: '', type: DASHBOARD, formXml: textOf(row, 'formxml') };
  return { id: source.id, name, form: readForm(source, languageId) };
}

function ofApp(engine: Engine, appId: string | undefined, type: number, rows: Values[], key: string): Values[] {
  const allowed = appId ? appComponents(engine, appId, type) : new Set<string>();
  const inApp = rows.filter((row) => allowed.has(idOf(row, key)));
  return inApp.length ? inApp : rows;
}

function chartOf(row: Values): ChartModel {
  return readChart({
    id: idOf(row, 'savedqueryvisualizationid'),
    name: textOf(row, 'name'),
    table: textOf(row, 'primaryentitytypecode'),
    isDefault: isTrue(row, 'isdefault'),
    dataDescription: textOf(row, 'datadescription'),
    presentationDescription: textOf(row, 'presentationdescription'),
  });
}
