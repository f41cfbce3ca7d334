import {
  type Configuration,
  diffConfigurations,
  type Difference,
  type FieldMapping,
  mappingToRow,
  planSettingsChange,
  settingsToRow,
} from '@activity-logging/activity-model';
import type { ChangeSet, Operation } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError } from '../dataverse/errors.ts';
import { failureIn } from '../logging/answers.ts';
import { createConfiguration, type Places, rowPath, type WholeConfiguration } from './configuration.ts';

/** Operations the platform takes in one batch. */
const largestChangeSet = 1_000;
const active = { statecode: 0, statuscode: 1 } as const;

/** What makes the organisation's configuration the one of a file. */
export interface Import {
  readonly differences: readonly Difference[];
  /** Rows of mappings that cannot be read: they are in no configuration, and an import removes them. */
  readonly unreadable: readonly string[];
  /** Everything or nothing (SPEC F-7); absent when there is nothing to do. */
  readonly changeSet?: ChangeSet;
}

/** All that is stored, mappings that are switched off among it. */
export function wholeConfiguration({ settings, mappings, disabled }: WholeConfiguration): Configuration {
  return { settings, mappings: [...mappings, ...disabled] };
}

/** Settings that an import can leave behind: a child is off while its parent is (SPEC L-4). */
export function settled({ settings, mappings }: Configuration): Configuration {
  return { settings: planSettingsChange(settings, settings, []).settings, mappings };
}

/** Rows of mappings that are in no configuration, because they cannot be read. */
export function unreadableOf(stored: WholeConfiguration): string[] {
  const known = new Set(wholeConfiguration(stored).mappings.map(({ id }) => id));
  return stored.mappingIds.filter((id) => !known.has(id));
}

/**
 * Plans an import as one change set under the ETag of the settings: settings, mappings that are new or differ, mappings that the
 * file does not have. The settings are marked as applied, so that the bridge's sweep (SPEC L-10) finds nothing to clear: what
 * goes and what stays is what the file says. Pure.
 *
 * @param wanted the configuration of the file, settled, with the default owner of this organisation.
 */
export function planImport(stored: WholeConfiguration, wanted: Configuration, places: Places): Import {
  const before = settled(wholeConfiguration(stored));
  const differences = diffConfigurations(before, wanted);
  const unreadable = unreadableOf(stored);
  if (stored.etag !== undefined && differences.length === 0 && unreadable.length === 0)
    return { differences, unreadable };
  const wantedIds = new Set(wanted.mappings.map(({ id }) => id));
  const gone = stored.mappingIds.filter((id) => !wantedIds.has(id));
  const path = (id: string): string => `${places.mapping.set}(${id})`;
  const operations = [
    settingsOperation(stored, wanted, places),
    ...gone.map((id): Operation => ({ method: 'DELETE', path: path(id) })),
    ...changedMappings(before, wanted).map((mapping): Operation => ({
      method: 'PATCH',
      path: path(mapping.id),
      body: mappingBody(mapping),
    })),
  ];
  if (operations.length > largestChangeSet)
    throw new Error(
      `The import needs ${operations.length} changes, and Dataverse takes ${largestChangeSet} at once: nothing was written.`,
    );
  return { differences, unreadable, changeSet: { operations } };
}

/** Sends the change set. @throws Error that says that nothing was written, and why */
export async function applyImport(client: DataverseClient, changeSet: ChangeSet): Promise<void> {
  const [answers] = await client.batch([changeSet]);
  const error = failureIn(answers ?? []);
  if (!error) return;
  if (error.failure === 'version' || error.failure === 'missing' || error.failure === 'exists')
    throw new Error(
      'The configuration was changed by someone else at the same moment: nothing was written. Try again.',
    );
  if (error.failure === 'privilege')
    throw new Error(
      'The sign-in may not change settings and mappings: nothing was written. Use an application user with the role Activity Logging Administrator.',
    );
  throw new Error('The import was refused: nothing was written.', { cause: new DataverseError(error, 'POST $batch') });
}

function settingsOperation(stored: WholeConfiguration, { settings }: Configuration, places: Places): Operation {
  const { configuration } = places;
  const row = settingsToRow(settings);
  const owner = configuration.navigation('al_defaultownerid', 'systemuser') ?? 'al_defaultownerid';
  const { defaultOwnerId } = settings;
  const body = {
    ...row,
    al_appliedsettings: JSON.stringify(row),
    ...(defaultOwnerId === undefined ? {} : { [`${owner}@odata.bind`]: `/systemusers(${defaultOwnerId})` }),
  };
  if (stored.etag === undefined) return createConfiguration(places, body);
  const cleared = defaultOwnerId === undefined && stored.settings.defaultOwnerId !== undefined;
  return {
    method: 'PATCH',
    path: rowPath(places),
    headers: { 'If-Match': stored.etag },
    body: { ...body, ...(cleared ? { [`${owner}@odata.bind`]: null } : {}) },
  };
}

/** Mappings that are new or say something else. */
function changedMappings(before: Configuration, { settings, mappings }: Configuration): FieldMapping[] {
  const known = new Map(before.mappings.map((mapping) => [mapping.id, mapping]));
  return mappings.filter((mapping) => {
    const old = known.get(mapping.id);
    return !old || diffConfigurations({ settings, mappings: [old] }, { settings, mappings: [mapping] }).length > 0;
  });
}

/** One that the file switches on is used again, also when its row was deactivated. */
function mappingBody(mapping: FieldMapping): Record<string, unknown> {
  return { ...mappingToRow(mapping), ...(mapping.disabled ? {} : active) };
}
