/** Rows for the browser tests of grids, charts and dashboards, written over the Web API: an app, people, tasks, charts, a dashboard. */
import type { Service } from '../conformance/service.ts';

const id = (last: number): string => `1157a000-0000-4000-8000-${String(last).padStart(12, '0')}`;

export const APP = 'lst_Lists';
export const VIEW = id(3);
export const CHARTS = {
  column: id(10),
  bar: id(11),
  line: id(12),
  pie: id(13),
  doughnut: id(14),
  stacked: id(15),
  grouped: id(16),
  area: id(17),
  funnel: id(18),
};
export const DASHBOARD = id(30);
const SECOND_DASHBOARD = id(31);

export const TASKS = 120;
/** Low 0, Normal 1, High 2. */
const priorityOf = (index: number): number => [1, 2, 1, 0, 1, 2][index % 6] ?? 1;
export const HIGH = Array.from({ length: TASKS }, (_, index) => index).filter(
  (index) => priorityOf(index) === 2,
).length;
const ACCOUNTS = ['Northwind Traders', 'Contoso Suites', 'Fabrikam Rooms'];

const FETCH = `<fetch><entity name="task"><attribute name="subject"/><attribute name="scheduledend"/><order attribute="subject"/><filter><condition attribute="statecode" operator="eq" value="0"/></filter></entity></fetch>`;
const LAYOUT = `<grid name="resultset" jump="subject" select="1"><row name="result" id="activityid"><cell name="subject" width="260"/><cell name="prioritycode" width="120"/><cell name="scheduledend" width="160"/><cell name="regardingobjectid" width="180"/><cell name="actualdurationminutes" width="110"/><cell name="ownerid" width="140"/></row></grid>`;

interface Chart {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Attributes of the query. */
  readonly attributes: string;
  readonly category: string;
  readonly measures: readonly string[];
  readonly isDefault?: boolean;
}
const COUNT = '<attribute name="activityid" aggregate="count" alias="count"/>';
const SUM = '<attribute name="actualdurationminutes" aggregate="sum" alias="minutes"/>';
const by = (name: string, alias: string, grouping = ''): string =>
  `<attribute name="${name}" groupby="true" alias="${alias}"${grouping && ` dategrouping="${grouping}"`}/>`;
const chart = (
  key: keyof typeof CHARTS,
  name: string,
  type: string,
  attributes: string,
  measures = ['count'],
): Chart => ({
  id: CHARTS[key],
  name,
  type,
  attributes,
  category: 'axis',
  measures,
});
const ALL_CHARTS: readonly Chart[] = [
  { ...chart('column', 'Tasks by Priority', 'Column', by('prioritycode', 'axis') + COUNT), isDefault: true },
  chart('bar', 'Tasks by Regarding', 'Bar', by('regardingobjectid', 'axis') + COUNT),
  chart('line', 'Tasks by Month Due', 'Line', by('scheduledend', 'axis', 'month') + COUNT),
  chart('pie', 'Share by Priority', 'Pie', by('prioritycode', 'axis') + COUNT),
  chart('doughnut', 'Share by Regarding', 'Doughnut', by('regardingobjectid', 'axis') + COUNT),
  chart(
    'stacked',
    'Month by Priority',
    'StackedColumn',
    by('scheduledend', 'axis', 'month') + by('prioritycode', 'series') + COUNT,
  ),
  chart('grouped', 'Tasks and Minutes', 'Column', by('prioritycode', 'axis') + COUNT + SUM, ['count', 'minutes']),
  chart('area', 'Minutes by Quarter', 'Area', by('scheduledend', 'axis', 'quarter') + SUM, ['minutes']),
  chart('funnel', 'Funnel of Priorities', 'Funnel', by('prioritycode', 'axis') + COUNT),
];

const LIST = '{E7A81278-8635-4D9E-8D4D-59480B391C5B}';
const component = (table: string, mode: 'Chart' | 'Grid', view: string, more: string, rowspan = 10): string =>
  `<cell colspan="1" rowspan="${rowspan}" showlabel="false" id="{${mode}${view}${more.length}}"><labels><label description="Component" languagecode="1033"/></labels><control id="Component${more.length}" classid="${LIST}"><parameters><TargetEntityType>${table}</TargetEntityType><ChartGridMode>${mode}</ChartGridMode><EnableQuickFind>${mode === 'Grid'}</EnableQuickFind><EnableViewPicker>${mode === 'Grid'}</EnableViewPicker><EnableJumpBar>false</EnableJumpBar><RecordsPerPage>5</RecordsPerPage><ViewId>{${view.toUpperCase()}}</ViewId><IsUserView>false</IsUserView><ViewIds></ViewIds><AutoExpand>Fixed</AutoExpand>${more}</parameters></control></cell>`;
const visualization = (key: keyof typeof CHARTS, picks = false): string =>
  `<VisualizationId>{${CHARTS[key].toUpperCase()}}</VisualizationId><IsUserChart>false</IsUserChart><EnableChartPicker>${picks}</EnableChartPicker>`;
const section = (name: string, label: string, columns: string, rows: readonly string[]): string =>
  `<section name="${name}" id="{${name}}" showlabel="${label !== ''}" columns="${columns}"><labels><label description="${label}" languagecode="1033"/></labels><rows>${rows.map((row) => `<row>${row}</row>`).join('')}</rows></section>`;
const DASHBOARD_XML = `<form><tabs><tab name="tab" id="{tab}" showlabel="false"><labels/><columns><column width="100%"><sections>${section(
  'top',
  '',
  '111',
  [
    component('task', 'Chart', VIEW, visualization('column', true)) +
      component('task', 'Chart', VIEW, visualization('doughnut')) +
      component('task', 'Chart', VIEW, visualization('line')),
  ],
)}${section('below', 'Work', '11', [
  component('task', 'Grid', VIEW, '<VisualizationId></VisualizationId>') +
    `<cell colspan="1" rowspan="10" showlabel="false" id="{page}"><labels><label description="Help page" languagecode="1033"/></labels><control id="WebResource_help" classid="{9FDF5F91-88B1-47F4-AD53-C11EFC01A01D}"><parameters><Url>lst_/help.html</Url><PassParameters>false</PassParameters><Security>false</Security><Scrolling>auto</Scrolling><Border>true</Border></parameters></control></cell>`,
])}</sections></column></columns></tab></tabs></form>`;

const SITE_MAP = `<SiteMap><Area Id="work" Title="Work"><Group Id="all" Title="Work"><SubArea Id="dash" Title="Dashboards" DefaultDashboard="{${DASHBOARD}}"/><SubArea Id="tasks" Entity="task"/><SubArea Id="people" Entity="contact"/><SubArea Id="help" Title="Help" Url="$webresource:lst_/help.html"/></Group></Area></SiteMap>`;
const HELP = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Help</title><style>body{font:14px sans-serif;padding:16px}</style></head><body><h1>Help for lists</h1><p>Shown by a web resource.</p></body></html>`;

/** @throws Error when the server refuses a row */
export async function seedLists(service: Service): Promise<void> {
  const create = async (set: string, row: Record<string, unknown>): Promise<void> => {
    const { status, text } = await service.send('POST', set, row);
    if (status !== 204) throw new Error(`${set}: ${status} ${text}`);
  };
  await create('webresourceset', {
    name: 'lst_/help.html',
    displayname: 'Help',
    webresourcetype: 1,
    content: Buffer.from(HELP).toString('base64'),
  });
  await create('appmodules', { appmoduleid: id(1), name: 'Lists', uniquename: APP, description: 'Grids and charts' });
  await create('sitemaps', { sitemapname: 'Lists', sitemapnameunique: APP, sitemapxml: SITE_MAP });
  await create('savedqueries', {
    savedqueryid: VIEW,
    name: 'Open Tasks',
    returnedtypecode: 'task',
    querytype: 0,
    fetchxml: FETCH,
    layoutxml: LAYOUT,
  });
  for (const one of ALL_CHARTS) {
    const { id: savedqueryvisualizationid, name, type, attributes, category, measures, isDefault = false } = one;
    await create('savedqueryvisualizations', {
      savedqueryvisualizationid,
      name,
      primaryentitytypecode: 'task',
      isdefault: isDefault,
      datadescription: `<datadefinition><fetchcollection><fetch mapping="logical" aggregate="true"><entity name="task">${attributes}</entity></fetch></fetchcollection><categorycollection><category alias="${category}">${measures.map((measure) => `<measurecollection><measure alias="${measure}"/></measurecollection>`).join('')}</category></categorycollection></datadefinition>`,
      presentationdescription: `<Chart><Series>${measures.map(() => `<Series ChartType="${type}" IsValueShownAsLabel="True"/>`).join('')}</Series><ChartAreas><ChartArea/></ChartAreas></Chart>`,
    });
  }
  const dashboard = (formid: string, name: string, formxml: string): Promise<void> =>
    create('systemforms', { formid, name, type: 0, objecttypecode: 'none', formactivationstate: 1, formxml });
  await dashboard(DASHBOARD, 'Task Overview', DASHBOARD_XML);
  await dashboard(SECOND_DASHBOARD, 'Other Overview', DASHBOARD_XML);
  for (const [index, name] of ACCOUNTS.entries()) await create('accounts', { accountid: id(40 + index), name });
  const targets = Array.from({ length: TASKS }, (_, index) => ({
    '@odata.type': 'Microsoft.Dynamics.CRM.task',
    ...taskRow(index),
  }));
  const { status, text } = await service.send('POST', 'tasks/Microsoft.Dynamics.CRM.CreateMultiple', {
    Targets: targets,
  });
  if (status !== 200) throw new Error(`CreateMultiple: ${status} ${text}`);
}

/** Half a year of due dates over the turn of a year; each twelfth task has none. */
function taskRow(index: number): Record<string, unknown> {
  const due = new Date(Date.UTC(2026, 9 + (index % 6), 3 + (index % 20), 12));
  return {
    subject: `${['Call', 'Write to', 'Visit'][index % 3]} customer ${String(index + 1).padStart(3, '0')}`,
    prioritycode: priorityOf(index),
    actualdurationminutes: 15 + (index % 4) * 15,
    ...(index % 12 === 11 ? {} : { scheduledend: due.toISOString() }),
    ...(index % 5 === 4
      ? {}
      : { 'regardingobjectid_account_task@odata.bind': `/accounts(${id(40 + (index % ACCOUNTS.length))})` }),
  };
}
