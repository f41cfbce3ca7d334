import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import { type Metadata, metadataCache } from '../dataverse/metadata.ts';
import { matchingColumns } from '../people/crm-rows.ts';
import { offersOf } from './offered.ts';
import { secretHeader } from './secret-header.ts';
import { createStep, deleteStep, endpointName, isFor, refreshStep, stepsOf } from './step-rows.ts';
import { auditSteps, defaultSteps, dispositionSteps, stepName, type WantedStep } from './wanted-steps.ts';

/** Where the platform calls the bridge. */
export function webhookUrl(publicUrl: string): string {
  return new URL('/platform/webhook', publicUrl).href;
}

/** What became of the webhook and its steps, steps by name. */
export interface ConnectReport {
  readonly endpoint: 'created' | 'updated' | 'unchanged';
  readonly created: readonly string[];
  /** Were registered another way. */
  readonly updated: readonly string[];
  readonly kept: readonly string[];
  /** Not wanted any more, of an older version or with these switches. */
  readonly removed: readonly string[];
  /** Messages this organisation does not let steps be registered on. */
  readonly unavailable: readonly string[];
}

export interface ConnectOptions {
  /** Where the platform reaches the bridge. */
  readonly url: string;
  readonly secret: string;
  /** Refuse completed outbound phone calls without disposition (SPEC T-6): saving them then depends on the bridge. */
  readonly enforceDispositions?: boolean;
  /** Steps of the audit log too (SPEC A-1). */
  readonly audit?: boolean;
}

/** Values of serviceendpoint (facts §6). */
const webhook = { contract: 8, authtype: 5, messageformat: 2, connectionmode: 1, userclaim: 1 };

const endpoints = z.object({ value: z.array(z.object({ serviceendpointid: z.string(), url: z.string().nullish() })) });
/**
 * Registers the bridge's webhook and its steps over the documented API (SPEC B-10). A second run changes nothing, one with other switches only
 * the difference; the secret is written every time, because the platform does not give it back.
 *
 * @throws PassingFailure, DataverseError
 */
export async function connectSteps(
  client: DataverseClient,
  { url, secret, enforceDispositions = false, audit = false }: ConnectOptions,
): Promise<ConnectReport> {
  const wanted = [...defaultSteps, ...(enforceDispositions ? dispositionSteps : []), ...(audit ? auditSteps : [])];
  const offerOf = await offersOf(client, wanted);
  const endpoint = await ensureEndpoint(client, { url, secret });
  const left = new Set(await stepsOf(client, endpoint.id));
  const report: Record<Exclude<keyof ConnectReport, 'endpoint'>, string[]> = {
    created: [],
    updated: [],
    kept: [],
    removed: [],
    unavailable: [],
  };
  const metadata = metadataCache(client);
  for (const step of wanted) {
    const offer = offerOf(step);
    if (!offer) {
      report.unavailable.push(stepName(step));
      continue;
    }
    const registration = { step, offer, columns: await columnsOf(step, metadata) };
    const known = [...left].find((row) => isFor(row, offer));
    if (known) {
      left.delete(known);
      report[await refreshStep(client, known, registration)].push(stepName(step));
    } else {
      await createStep(client, endpoint.id, registration);
      report.created.push(stepName(step));
    }
  }
  for (const row of left) {
    await deleteStep(client, row);
    report.removed.push(row.name.replace(`${endpointName}: `, ''));
  }
  return { endpoint: endpoint.state, ...report };
}

async function columnsOf({ columns = [], table }: WantedStep, metadata: Metadata): Promise<readonly string[]> {
  if (columns !== 'matching') return columns;
  const info = table === undefined ? undefined : await metadata.table(table);
  return info ? matchingColumns(info) : [];
}

/** Removes the webhook and its steps. @returns how many rows went. */
export async function disconnectSteps(
  client: DataverseClient,
): Promise<{ readonly endpoints: number; readonly steps: number }> {
  const found = await endpointsOf(client);
  let count = 0;
  for (const { serviceendpointid: id } of found) {
    for (const row of await stepsOf(client, id)) {
      await deleteStep(client, row);
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

/** The webhook of the bridge, if it is registered. @throws PassingFailure, DataverseError */
export async function endpointsOf(client: DataverseClient): Promise<z.infer<typeof endpoints>['value']> {
  const filter = encodeURIComponent(`name eq '${endpointName}' and contract eq 8`);
  return endpoints.parse(await client.read(`serviceendpoints?$select=serviceendpointid,url&$filter=${filter}`)).value;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
