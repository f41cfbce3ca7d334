import { statfs } from 'node:fs/promises';
import { requirements } from '@activity-logging/activity-model/metadata';
import { z } from 'zod';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { type Connection, connectDataverse } from '../dataverse/connect.ts';
import { readPages } from '../dataverse/read-all.ts';
import { httpClient } from '../outbound/http-client.ts';
import { findPlaces, readWholeConfiguration } from '../settings/configuration.ts';
import { calendars } from './checks/calendars.ts';
import { clock } from './checks/clock.ts';
import { columns } from './checks/columns.ts';
import { disk } from './checks/disk.ts';
import { expiry } from './checks/expiry.ts';
import { organisation } from './checks/organisation.ts';
import { ports } from './checks/ports.ts';
import { privileges } from './checks/privileges.ts';
import { publicAddress } from './checks/public-address.ts';
import { queue } from './checks/queue.ts';
import { salesloft } from './checks/salesloft.ts';
import { settings } from './checks/settings.ts';
import { signIn } from './checks/sign-in.ts';
import { solution } from './checks/solution.ts';
import { webhook } from './checks/webhook.ts';
import { couldNotCheck } from './failures.ts';
import { type Check, count, fault, ok, type Parts, type ReadSpace, type Result } from './types.ts';

/** In the order in which they are asked: what another check needs stands before it. */
const checks: readonly Check[] = [
  ...[disk, queue, ports, organisation, clock, signIn, solution, columns, privileges],
  ...[settings, webhook, publicAddress, calendars, salesloft, expiry],
];

export interface DoctorOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now?: () => number;
  readonly readSpace?: ReadSpace;
}

/** Looks at everything the bridge depends on; changes nothing (SPEC B-9). A check that fails never ends the others. */
export async function examine({
  environment,
  now = Date.now,
  readSpace = spaceOf,
}: DoctorOptions): Promise<readonly Result[]> {
  const config = configOf(environment);
  if (config instanceof ConfigError) {
    const fix = 'Set it in the environment, in the file BRIDGE_CONFIG names, or by …_FILE: docs/operator/deploy.md.';
    return [
      { name: 'configuration', ...fault(config.problems.join('; '), fix) },
      ...checks.map(({ name }) => notChecked(name, 'configuration')),
    ];
  }
  const connection = connectDataverse(config);
  const organisationHttp = httpClient(config.dataverseUrl, { timeoutMs: 30_000 });
  const parts: Parts = { config, ...connection, organisation: organisationHttp, now, readSpace, ...asked(connection) };
  try {
    const results: Result[] = [{ name: 'configuration', ...ok('every setting is valid') }];
    for (const check of checks) results.push(await ask(check, results, parts));
    return results;
  } finally {
    await Promise.all([connection.http.close(), organisationHttp.close()]);
  }
}

/** 0, or 2 when something is at fault. */
export function exitCodeOf(results: readonly Result[]): 0 | 2 {
  return results.some(({ status }) => status === 'fault') ? 2 : 0;
}

/** The report for a person: a line a check, and one that sums up. */
export function textOf(results: readonly Result[]): string {
  const lines = results.map((result) => {
    const fix = 'fix' in result ? ` To do: ${result.fix}` : '';
    return `${result.status.padEnd(11)}  ${result.name.padEnd(14)}  ${sentence(result.found)}${fix}`;
  });
  const counts = (['ok', 'warning', 'fault', 'not checked'] as const).map(
    (status) => `${results.filter((one) => one.status === status).length} ${status}`,
  );
  return `${lines.join('\n')}\n${count(results.length, 'check')}: ${counts.join(', ')}\n`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function configOf(environment: DoctorOptions['environment']): Config | ConfigError {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

async function ask({ name, needs = [], run }: Check, before: readonly Result[], parts: Parts): Promise<Result> {
  const stopped = ({ status }: Result): boolean => status === 'fault' || status === 'not checked';
  const failed = before.find((one) => needs.includes(one.name) && stopped(one));
  if (failed) return notChecked(name, failed.name);
  try {
    return { name, ...(await run(parts)) };
  } catch (error) {
    return { name, ...couldNotCheck(error) };
  }
}

function notChecked(name: string, because: string): Result {
  return { name, status: 'not checked', found: `first put right what "${because}" says` };
}

/** What several checks look at is asked for once. */
function asked({ client, metadata }: Connection): Pick<Parts, 'whoAmI' | 'configuration' | 'solutions'> {
  return {
    whoAmI: once(async () => {
      const { UserId: userId, OrganizationId: organisationId } = who.parse(await client.read('WhoAmI()'));
      return { userId, organisationId };
    }),
    configuration: once(async () => readWholeConfiguration(client, await findPlaces(metadata))),
    solutions: once(async () => {
      const filter = encodeURIComponent(
        Object.values(requirements)
          .map(({ solution: name }) => `uniquename eq '${name}'`)
          .join(' or '),
      );
      const rows = await readPages(client, `solutions?$select=uniquename,version&$filter=${filter}`, 100);
      return new Map(rows.map((row) => installed.parse(row)).map(({ uniquename, version }) => [uniquename, version]));
    }),
  };
}

const who = z.object({ UserId: z.string(), OrganizationId: z.string() });
const installed = z.object({ uniquename: z.string(), version: z.string() });

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= read());
}

async function spaceOf(folder: string): ReturnType<ReadSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, size: blocks * bsize };
}
