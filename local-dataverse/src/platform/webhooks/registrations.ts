/** Reads webhook registrations from their rows. */
import type { ColumnValue, Engine, MessageContext, Values } from '../../engine/types.ts';
import { columnNames } from './steps.ts';
import type { Endpoint, Step, StepImage } from './steps.ts';

const CONTRACT_WEBHOOK = 8;
const STATE_ENABLED = 0;
const MODE_ASYNCHRONOUS = 1;
/** supporteddeployment "Client for Outlook only". */
const OUTLOOK_ONLY = 1;

const TABLES: ReadonlySet<string> = new Set([
  'serviceendpoint',
  'sdkmessage',
  'sdkmessagefilter',
  'sdkmessageprocessingstep',
  'sdkmessageprocessingstepimage',
  // Removing a solution takes its steps along.
  'solution',
]);
/** Messages that may have written registrations without a message a row. */
const BULK: ReadonlySet<string> = new Set([
  'ImportSolution',
  'ImportSolutionAsync',
  'StageAndUpgrade',
  'DeleteAndPromote',
  'PublishXml',
  'PublishAllXml',
]);

/** True when registrations may be others after this message. */
export function changesRegistrations(context: Pick<MessageContext, 'message' | 'table'>): boolean {
  return (
    (context.table !== undefined && TABLES.has(context.table) && !context.message.startsWith('Retrieve')) ||
    BULK.has(context.message)
  );
}

/** All enabled steps whose handler is a webhook. Steps of plug-in assemblies have no place to run here. */
export function loadSteps(rows: Engine['system']): Step[] {
  const endpoints = new Map<string, Endpoint>();
  for (const row of rows.find('serviceendpoint', { contract: CONTRACT_WEBHOOK })) {
    const endpoint = endpointOf(row);
    if (endpoint !== undefined) endpoints.set(endpoint.id, endpoint);
  }
  if (endpoints.size === 0) return [];
  return rows.find('sdkmessageprocessingstep', { statecode: STATE_ENABLED }).flatMap((row) => {
    const endpoint = endpoints.get(idOf(row['eventhandler']) ?? '');
    const message = named(rows, 'sdkmessage', row['sdkmessageid'], 'name');
    const id = text(row['sdkmessageprocessingstepid']);
    if (
      endpoint === undefined ||
      message === undefined ||
      id === undefined ||
      row['supporteddeployment'] === OUTLOOK_ONLY
    )
      return [];
    const filterId = idOf(row['sdkmessagefilterid']);
    const table = named(rows, 'sdkmessagefilter', row['sdkmessagefilterid'], 'primaryobjecttypecode');
    // A filter that is gone must not widen the step to every table.
    if (filterId !== undefined && table === undefined) return [];
    const filter = columnNames(row['filteringattributes']);
    return {
      id,
      name: text(row['name']) ?? '',
      message,
      table: table === 'none' ? undefined : table,
      stage: Number(row['stage']),
      mode: row['mode'] === MODE_ASYNCHRONOUS ? 'asynchronous' : 'synchronous',
      rank: Number(row['rank'] ?? 1),
      filter: filter && new Set(filter),
      autoDelete: row['asyncautodelete'] === true,
      runAs: idOf(row['impersonatinguserid']),
      images: imagesOf(rows, id),
      endpoint,
    };
  });
}

function endpointOf(row: Values): Endpoint | undefined {
  const id = text(row['serviceendpointid']);
  const url = text(row['url']);
  if (id === undefined || url === undefined) return undefined;
  const authType = row['authtype'];
  return {
    id,
    name: text(row['name']) ?? '',
    url,
    authType: typeof authType === 'number' ? authType : undefined,
    authValue: text(row['authvalue']),
  };
}

const WHEN: readonly StepImage['when'][] = ['pre', 'post', 'both'];

function imagesOf(rows: Engine['system'], stepId: string): StepImage[] {
  const where = { sdkmessageprocessingstepid: { table: 'sdkmessageprocessingstep', id: stepId } };
  return rows.find('sdkmessageprocessingstepimage', where).flatMap((row) => {
    const alias = text(row['entityalias']) ?? text(row['name']);
    const when = WHEN[Number(row['imagetype'])];
    return alias === undefined || when === undefined ? [] : { alias, when, columns: columnNames(row['attributes']) };
  });
}

function named(
  rows: Engine['system'],
  table: string,
  lookup: ColumnValue | undefined,
  column: string,
): string | undefined {
  const id = idOf(lookup);
  return id === undefined ? undefined : text(rows.get(table, id)?.[column]);
}

function idOf(value: ColumnValue | undefined): string | undefined {
  return typeof value === 'object' && value !== null && 'table' in value ? value.id : undefined;
}

function text(value: ColumnValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
