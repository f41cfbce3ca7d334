import {
  type Configuration,
  defaultSettings,
  type FieldMapping,
  type LoggingSettings,
  mappingFromRow,
  settingsFromRow,
  settingsToRow,
} from '@activity-logging/activity-model';
import { fieldMappingColumns, loggingConfigurationRowId } from '@activity-logging/activity-model/metadata';
import { z } from 'zod';
import type { Operation, PartResponse } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError, platformError } from '../dataverse/errors.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';

export const configurationTable = 'al_loggingconfiguration';
export const mappingTable = 'al_fieldmapping';

/** The configuration as it stands in Dataverse. */
export interface StoredConfiguration extends Configuration {
  readonly etag: string;
  /** Settings the bridge applied last; absent before the first time (SPEC L-10). */
  readonly applied?: LoggingSettings;
  /** Mappings that cannot be read, with what the row says of it so far. */
  readonly unusable: readonly { readonly id: string; readonly problem: string; readonly said: string | null }[];
  /** Mappings that can be read and whose rows still carry a problem of before. */
  readonly recovered: readonly string[];
  /** Mappings that are switched off; they stand in an export (SPEC F-7) and in nothing else. */
  readonly disabled: readonly FieldMapping[];
  /** Every row of mappings, those that cannot be read among them. */
  readonly mappingIds: readonly string[];
  /** The same as long as no mapping was made, changed or deleted. */
  readonly mappingsVersion: string;
}

type Mappings = Omit<StoredConfiguration, 'settings' | 'etag' | 'applied'>;

const rows = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

/** Where the configuration is: read, never built. @throws PassingFailure when the solution is not imported */
export interface Places {
  readonly configuration: TableInfo;
  readonly mapping: TableInfo;
}
export async function findPlaces(metadata: Metadata): Promise<Places> {
  const [configuration, mapping] = await Promise.all([
    metadata.table(configurationTable),
    metadata.table(mappingTable),
  ]);
  if (configuration && mapping) return { configuration, mapping };
  metadata.refresh();
  const missing = configuration ? mappingTable : configurationTable;
  throw new PassingFailure(reason('column-missing', `table ${missing}: the solution ActivityLogging is not imported`));
}

/** The configuration where the row of settings may not be there: then the settings are the defaults, and there is no ETag. */
export type WholeConfiguration = Omit<StoredConfiguration, 'etag'> & { readonly etag?: string };

/**
 * Reads the one row of settings and all mappings in one request.
 *
 * @returns `undefined` when there is no configuration row.
 * @throws PassingFailure, DataverseError
 */
export async function readConfiguration(
  client: DataverseClient,
  places: Places,
): Promise<StoredConfiguration | undefined> {
  const { etag, ...whole } = await readWholeConfiguration(client, places);
  return etag === undefined ? undefined : { ...whole, etag };
}

/** The same, with the mappings of an organisation that has no row of settings. @throws PassingFailure, DataverseError */
export async function readWholeConfiguration(client: DataverseClient, places: Places): Promise<WholeConfiguration> {
  const select = Object.values(fieldMappingColumns).filter((name) => places.mapping.columns.has(name));
  const [one, many] = await client.batch([
    { method: 'GET', path: rowPath(places) },
    { method: 'GET', path: `${places.mapping.set}?$select=${select.join(',')}&$orderby=createdon,al_name` },
  ]);
  const row = bodyOf(one, configurationTable);
  const mappings = mappingsOf(rows.parse(bodyOf(many, mappingTable)).value);
  return { ...(row === undefined ? { settings: defaultSettings } : settingsOf(row)), ...mappings };
}

export function rowPath({ configuration }: Places): string {
  return `${configuration.set}(${loggingConfigurationRowId})`;
}

/** Makes the row with the defaults, or `values` over them; another bridge may have been first. */
export function createConfiguration(
  { configuration }: Places,
  values: Readonly<Record<string, unknown>> = {},
): Operation {
  const body = {
    [configuration.primaryId]: loggingConfigurationRowId,
    al_name: 'Activity Logging',
    ...settingsToRow(defaultSettings),
    ...values,
  };
  return { method: 'POST', path: configuration.set, body };
}

function settingsOf(body: unknown): Pick<StoredConfiguration, 'settings' | 'etag' | 'applied'> {
  const row = z.record(z.string(), z.unknown()).parse(body);
  const applied = appliedOf(row['al_appliedsettings']);
  return {
    settings: settingsFromRow(row),
    etag: String(row['@odata.etag'] ?? '*'),
    ...(applied ? { applied } : {}),
  };
}

/** The columns that were stored; text of another shape counts as never applied. */
function appliedOf(text: unknown): LoggingSettings | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const stored = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text));
    return stored.success ? settingsFromRow(stored.data) : undefined;
  } catch {
    return undefined;
  }
}

function mappingsOf(found: readonly Record<string, unknown>[]): Mappings {
  const mappings: FieldMapping[] = [];
  const disabled: FieldMapping[] = [];
  const mappingIds: string[] = [];
  const unusable: StoredConfiguration['unusable'][number][] = [];
  const recovered: string[] = [];
  for (const row of found) {
    const said = typeof row['al_problem'] === 'string' ? row['al_problem'] : null;
    const read = mappingFromRow(row);
    mappingIds.push(read.ok === true ? read.mapping.id : read.id);
    if (read.ok === 'disabled' && read.mapping) disabled.push(read.mapping);
    if (read.ok === false) unusable.push({ id: read.id, problem: read.problem, said });
    if (read.ok === true) {
      mappings.push(read.mapping);
      if (said !== null) recovered.push(read.mapping.id);
    }
  }
  const mappingsVersion = found.map((row) => String(row['@odata.etag'])).join();
  return { mappings, unusable, recovered, disabled, mappingIds, mappingsVersion };
}

function bodyOf(response: PartResponse | undefined, table: string): unknown {
  const answer = response?.[0];
  if (!answer) throw new PassingFailure(reason('platform-unavailable', `GET ${table}`));
  const error = platformError(answer);
  if (error?.failure === 'missing') return undefined;
  if (error?.failure === 'passing' || error?.failure === 'throttled')
    throw new PassingFailure(reason('platform-unavailable', `HTTP ${error.status} ${error.code}`));
  if (error) throw new DataverseError(error, `GET ${table}`);
  return answer.body;
}
