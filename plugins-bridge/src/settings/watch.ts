import { loggingConfigurationRowId } from '@activity-logging/activity-model/metadata';
import {
  defaultSettings,
  type LoggingSettings,
  settingsFromRow,
  settingsToRow,
} from '@activity-logging/activity-model';
import type { Logger } from 'pino';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError, platformError } from '../dataverse/errors.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { PassingFailure } from '../failures.ts';
import { safeError } from '../log.ts';
import { reason } from '../reasons.ts';

const table = 'al_loggingconfiguration';

export interface SettingsWatch {
  /** The settings as last read. */
  current(): LoggingSettings;
  /** Makes the row when it is absent, reads it and begins to watch it. @throws PassingFailure, DataverseError */
  start(): Promise<void>;
  /** Reads the row now, e.g. because a webhook said that it changed. */
  refresh(): Promise<void>;
  /** Milliseconds since 1970 of the last successful look. */
  checkedAt(): number | undefined;
  stop(): void;
}

export interface SettingsOptions {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  readonly log: Logger;
  /** Milliseconds between looks: 75 requests of the 6,000 that are allowed (DESIGN decision 7). */
  readonly everyMs?: number;
  readonly now?: () => number;
}

/** Watches the one configuration row by its ETag, so that a change counts within 5 s on every bridge (SPEC L-11). */
export function watchSettings({
  client,
  metadata,
  log,
  everyMs = 4_000,
  now = Date.now,
}: SettingsOptions): SettingsWatch {
  let settings = defaultSettings;
  let etag: string | undefined;
  let checked: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let path = '';

  async function look(): Promise<'found' | 'absent'> {
    const answer = await client.send({ method: 'GET', path, headers: etag ? { 'If-None-Match': etag } : {} });
    const error = platformError(answer);
    if (error?.failure === 'missing') return 'absent';
    if (error) throw new DataverseError(error, `GET ${table}`);
    checked = now();
    if (answer.status === 304 || typeof answer.body !== 'object' || answer.body === null) return 'found';
    const row = answer.body as Record<string, unknown>;
    const next = typeof row['@odata.etag'] === 'string' ? row['@odata.etag'] : undefined;
    if (etag !== undefined && next !== etag) log.info('the settings have changed');
    etag = next;
    settings = settingsFromRow(row);
    return 'found';
  }

  async function refresh(): Promise<void> {
    try {
      if ((await look()) === 'found') return;
      // Deleted by hand: made again with the defaults.
      etag = undefined;
      await create();
      await look();
    } catch (error) {
      log.warn({ error: safeError(error) }, 'the settings could not be read; the last ones stay in force');
    }
  }

  async function create(): Promise<void> {
    const [set] = path.split('(');
    const body = {
      [`${table}id`]: loggingConfigurationRowId,
      al_name: 'Activity Logging',
      ...settingsToRow(defaultSettings),
    };
    const answer = await client.send({ method: 'POST', path: set ?? '', body });
    const error = platformError(answer);
    // Another bridge may have been first.
    if (error && error.failure !== 'exists') throw new DataverseError(error, `POST ${table}`);
  }

  return {
    current: () => settings,
    checkedAt: () => checked,
    refresh,
    async start() {
      const info = await metadata.table(table);
      if (!info) {
        metadata.refresh();
        throw new PassingFailure(
          reason('column-missing', `table ${table}: the solution ActivityLogging is not imported`),
        );
      }
      path = `${info.set}(${loggingConfigurationRowId})`;
      if ((await look()) === 'absent') {
        await create();
        await look();
      }
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
