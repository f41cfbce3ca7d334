import { type Configuration, defaultSettings, type FieldMapping } from '@activity-logging/activity-model';
import type { Logger } from 'pino';
import type { Operation } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError, platformError } from '../dataverse/errors.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { failureIn } from '../logging/answers.ts';
import { safeError } from '../log.ts';
import {
  createConfiguration,
  findPlaces,
  type Places,
  readConfiguration,
  type StoredConfiguration,
} from './configuration.ts';
import { settleMappingIssues } from './mapping-issues.ts';
import { reconcile } from './reconcile.ts';

export interface ConfigurationWatch {
  /** Settings and mappings as last read. */
  current(): Configuration;
  /** Makes the row when it is absent, reads it and begins to watch it. @throws PassingFailure, DataverseError */
  start(): Promise<void>;
  /** Reads it now, e.g. because a webhook said that it changed. */
  refresh(): Promise<void>;
  /** Milliseconds since 1970 of the last successful look. */
  checkedAt(): number | undefined;
  stop(): void;
}

/** What was cleared after a change, for an issue of severity info (SPEC L-10). */
export interface Swept {
  readonly switched: readonly string[];
  readonly removed: readonly FieldMapping[];
  /** The change it belongs to: the same for every bridge. */
  readonly change: string;
}

export interface ConfigurationOptions {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  readonly log: Logger;
  /** The row that tells of a change that clears something: written with it or not at all, so that it is told once (SPEC L-10). */
  readonly tellSwept?: (swept: Swept) => Promise<Operation>;
  /** Milliseconds between looks: 75 requests of the 6,000 that are allowed (DESIGN decision 7). */
  readonly everyMs?: number;
  readonly now?: () => number;
}

/** Watches settings and mappings, so that a change counts within 5 s on every bridge (SPEC L-11), and sweeps after it (L-10). */
export function watchConfiguration({
  client,
  metadata,
  log,
  tellSwept,
  everyMs = 4_000,
  now = Date.now,
}: ConfigurationOptions): ConfigurationWatch {
  let configuration: Configuration = { settings: defaultSettings, mappings: [] };
  let etag: string | undefined;
  let checked: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let places: Places | undefined;
  let mappingsVersion: string | undefined;

  async function look(): Promise<void> {
    places ??= await findPlaces(metadata);
    let stored = await readConfiguration(client, places);
    if (!stored) {
      // Deleted by hand, or never there: made with the defaults. Another bridge may have been first.
      const error = platformError(await client.send(createConfiguration(places)));
      if (error && error.failure !== 'exists') throw new DataverseError(error, 'POST al_loggingconfiguration');
      stored = await readConfiguration(client, places);
      if (!stored) throw new Error('The configuration row was made but cannot be read: a privilege is missing.');
    }
    checked = now();
    if (etag !== undefined && stored.etag !== etag) log.info('the settings have changed');
    etag = stored.etag;
    configuration = { settings: stored.settings, mappings: stored.mappings };
    await sweep(stored, places);
    await tellProblems(stored, places);
    if (stored.mappingsVersion !== mappingsVersion) await settleIssues(stored.mappingsVersion);
  }

  /** The settings count whether or not this succeeds; it is tried again with the next look. */
  async function settleIssues(version: string): Promise<void> {
    try {
      await settleMappingIssues(client, metadata, log);
      mappingsVersion = version;
    } catch (error) {
      log.warn({ error: safeError(error) }, 'issues of changed mappings could not be settled');
    }
  }

  /** Clears what no longer applies. A bridge that comes second sees another ETag, and nothing left to do. */
  async function sweep(stored: StoredConfiguration, at: Places): Promise<void> {
    const plan = reconcile(stored, at);
    if (!plan) return;
    const { switched, removed } = plan;
    const clears = switched.length > 0 || removed.length > 0;
    const told = clears && tellSwept ? [await tellSwept({ switched, removed, change: stored.etag })] : [];
    const [answers] = await client.batch([{ operations: [...plan.changeSet.operations, ...told] }]);
    const error = failureIn(answers ?? []);
    if (error?.failure === 'version' || error?.failure === 'missing') return;
    if (error) {
      // What is left over is inert (DESIGN decision 7): the rules count all the same.
      log.warn({ code: error.code, failure: error.failure }, 'what no longer applies could not be cleared');
      return;
    }
    if (clears) log.info({ switched, removed: removed.length }, 'cleared what no longer applies');
  }

  /** Says on each mapping's row why it is not used, and takes it back when it is (SPEC F-6). */
  async function tellProblems({ unusable, recovered }: StoredConfiguration, { mapping }: Places): Promise<void> {
    const say = (id: string, problem: string | null): Operation => ({
      method: 'PATCH',
      path: `${mapping.set}(${id})`,
      headers: { 'If-Match': '*' },
      body: { al_problem: problem },
    });
    const operations = [
      ...unusable.filter(({ problem, said }) => problem !== said).map(({ id, problem }) => say(id, problem)),
      ...recovered.map((id) => say(id, null)),
    ];
    if (operations.length > 0) await client.batch(operations);
  }

  async function refresh(): Promise<void> {
    try {
      await look();
    } catch (error) {
      log.warn({ error: safeError(error) }, 'the settings could not be read; the last ones stay in force');
    }
  }

  return {
    current: () => configuration,
    checkedAt: () => checked,
    refresh,
    async start() {
      await look();
      const again = (): void => {
        timer = setTimeout(() => void refresh().finally(() => timer && again()), everyMs);
      };
      again();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
