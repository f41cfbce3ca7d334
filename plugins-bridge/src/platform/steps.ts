import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import { secretHeader } from './secret-header.ts';

/** What the bridge wants to hear of (SPEC B-10). */
export interface WantedStep {
  readonly message: string;
  readonly table: string;
}
export const wantedSteps: readonly WantedStep[] = [
  { message: 'Create', table: 'al_loggingconfiguration' },
  { message: 'Update', table: 'al_loggingconfiguration' },
];

export interface ConnectReport {
  readonly endpoint: 'created' | 'updated' | 'unchanged';
  readonly created: readonly WantedStep[];
  readonly kept: readonly WantedStep[];
  readonly removed: number;
  /** Messages this organisation does not let steps be registered on. */
  readonly unavailable: readonly WantedStep[];
}

const endpointName = 'Activity Logging bridge';
/** Values of serviceendpoint and sdkmessageprocessingstep (facts §6). */
const webhook = { contract: 8, authtype: 5, messageformat: 2, connectionmode: 1, userclaim: 1 };
const asyncAfter = { stage: 40, mode: 1, rank: 1, asyncautodelete: true, supporteddeployment: 0 };

const endpoints = z.object({ value: z.array(z.object({ serviceendpointid: z.string(), url: z.string().nullish() })) });
const steps = z.object({
  value: z.array(
    z.object({
      sdkmessageprocessingstepid: z.string(),
      name: z.string(),
      _sdkmessagefilterid_value: z.string().nullish(),
    }),
  ),
});
const filters = z.object({
  value: z.array(z.object({ sdkmessagefilterid: z.string(), _sdkmessageid_value: z.string() })),
});

/**
 * Registers the bridge's webhook and its steps over the documented API. Idempotent; the secret is written every time, because the
 * platform does not give it back.
 */
export async function connectSteps(
  client: DataverseClient,
  address: { readonly url: string; readonly secret: string },
): Promise<ConnectReport> {
  const endpoint = await ensureEndpoint(client, address);
  const existing = await stepsOf(client, endpoint.id);
  const report = { created: [] as WantedStep[], kept: [] as WantedStep[], unavailable: [] as WantedStep[] };
  const wantedIds = new Set<string>();
  for (const step of wantedSteps) {
    const filter = await filterOf(client, step);
    if (!filter) {
      report.unavailable.push(step);
      continue;
    }
    const known = existing.find(
      (row) => row._sdkmessagefilterid_value?.toLowerCase() === filter.sdkmessagefilterid.toLowerCase(),
    );
    if (known) {
      wantedIds.add(known.sdkmessageprocessingstepid);
      report.kept.push(step);
      continue;
    }
    await client.write({
      method: 'POST',
      path: 'sdkmessageprocessingsteps',
      body: {
        name: `${endpointName}: ${step.message} of ${step.table}`,
        ...asyncAfter,
        'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint.id})`,
        'sdkmessageid@odata.bind': `/sdkmessages(${filter._sdkmessageid_value})`,
        'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filter.sdkmessagefilterid})`,
      },
    });
    report.created.push(step);
  }
  // Steps of an older version that nothing listens to any more.
  const stale = existing.filter(({ sdkmessageprocessingstepid: id }) => !wantedIds.has(id));
  for (const { sdkmessageprocessingstepid: id } of stale)
    await client.write({ method: 'DELETE', path: `sdkmessageprocessingsteps(${id})` });
  return { endpoint: endpoint.state, ...report, removed: stale.length };
}

/** Removes the webhook and its steps. @returns how many rows went. */
export async function disconnectSteps(
  client: DataverseClient,
): Promise<{ readonly endpoints: number; readonly steps: number }> {
  const found = await endpointsOf(client);
  let count = 0;
  for (const { serviceendpointid: id } of found) {
    for (const { sdkmessageprocessingstepid } of await stepsOf(client, id)) {
      await client.write({ method: 'DELETE', path: `sdkmessageprocessingsteps(${sdkmessageprocessingstepid})` });
      count += 1;
    }
    await client.write({ method: 'DELETE', path: `serviceendpoints(${id})` });
  }
  return { endpoints: found.length, steps: count };
}

async function ensureEndpoint(
  client: DataverseClient,
  { url, secret }: { url: string; secret: string },
): Promise<{ id: string; state: ConnectReport['endpoint'] }> {
  const authvalue = `<settings><setting name="${secretHeader}" value="${escape(secret)}" /></settings>`;
  const [known] = await endpointsOf(client);
  if (known) {
    await client.write({
      method: 'PATCH',
      path: `serviceendpoints(${known.serviceendpointid})`,
      headers: { 'If-Match': '*' },
      body: { url, authvalue },
    });
    return { id: known.serviceendpointid, state: known.url === url ? 'unchanged' : 'updated' };
  }
  await client.write({
    method: 'POST',
    path: 'serviceendpoints',
    body: { name: endpointName, ...webhook, url, authvalue },
  });
  const [created] = await endpointsOf(client);
  if (!created) throw new Error('The webhook was created but cannot be read: a privilege is missing.');
  return { id: created.serviceendpointid, state: 'created' };
}

async function endpointsOf(client: DataverseClient): Promise<z.infer<typeof endpoints>['value']> {
  const filter = encodeURIComponent(`name eq '${endpointName}' and contract eq 8`);
  return endpoints.parse(await client.read(`serviceendpoints?$select=serviceendpointid,url&$filter=${filter}`)).value;
}

async function stepsOf(client: DataverseClient, endpoint: string): Promise<z.infer<typeof steps>['value']> {
  const query = `$select=sdkmessageprocessingstepid,name,_sdkmessagefilterid_value&$filter=${encodeURIComponent(`_eventhandler_value eq ${endpoint}`)}`;
  return steps.parse(await client.read(`sdkmessageprocessingsteps?${query}`)).value;
}

/** The filter row of a message on a table, when steps may be registered on it. */
async function filterOf(
  client: DataverseClient,
  { message, table }: WantedStep,
): Promise<z.infer<typeof filters>['value'][number] | undefined> {
  const filter = encodeURIComponent(
    `sdkmessageid/name eq '${message}' and primaryobjecttypecode eq '${table}' and iscustomprocessingstepallowed eq true`,
  );
  return filters.parse(
    await client.read(`sdkmessagefilters?$select=sdkmessagefilterid,_sdkmessageid_value&$filter=${filter}`),
  ).value[0];
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
