import { writeFileSync } from 'node:fs';
import {
  configurationFromJson,
  configurationToJson,
  diffConfigurations,
  type Configuration,
} from '@activity-logging/activity-model';
import type { Connection } from '../dataverse/connect.ts';
import { findPlaces, readWholeConfiguration, type Places } from '../settings/configuration.ts';
import { emailOfUser, findOwner } from '../settings/default-owner.ts';
import { applyImport, planImport, settled, unreadableOf, wholeConfiguration } from '../settings/transfer.ts';
import type { ConfigurationFile } from './files.ts';

/** What a command says: differences one a line for standard output, the rest for standard error. */
export interface Said {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  readonly exitCode: 0 | 1;
}

type Organisation = Pick<Connection, 'client' | 'metadata'>;

/** Writes settings and mappings as one JSON file (SPEC F-7). @throws PassingFailure, DataverseError, Error */
export async function exportConfiguration({ client, metadata }: Organisation, file: string): Promise<Said> {
  const stored = await readWholeConfiguration(client, await findPlaces(metadata));
  const { defaultOwnerId } = stored.settings;
  const email = defaultOwnerId === undefined ? undefined : await emailOfUser(client, defaultOwnerId);
  const whole = wholeConfiguration(stored);
  const document = configurationToJson(whole, email?.toLowerCase());
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  const read = configurationFromJson(JSON.parse(JSON.stringify(document)));
  const problems = read.ok ? [] : read.problems.map(({ path, rule, value }) => `${path} ${rule}; it is ${value}`);
  const unreadable = unreadableOf(stored);
  return {
    lines: [`${file}: settings and ${count(whole.mappings.length, 'mapping')}`],
    notes: [
      ...unreadable.map((id) => `The mapping ${id} cannot be read and is not in the file.`),
      ...problems.map((problem) => `An import would refuse the file: ${problem}`),
    ],
    exitCode: problems.length > 0 || unreadable.length > 0 ? 1 : 0,
  };
}

/** What an import of the file would change (SPEC F-7). Writes nothing. @throws PassingFailure, DataverseError */
export async function diffConfiguration(organisation: Organisation, file: ConfigurationFile): Promise<Said> {
  const { plan, notes } = await prepare(organisation, file);
  const lines = linesOf(plan);
  return { lines, notes, exitCode: lines.length > 0 ? 1 : 0 };
}

/** Makes the organisation's configuration the one of the file, all or nothing. @throws PassingFailure, DataverseError, Error */
export async function importConfiguration(
  organisation: Organisation,
  file: ConfigurationFile,
  dryRun: boolean,
): Promise<Said> {
  const { places, wanted, plan, notes } = await prepare(organisation, file);
  const lines = linesOf(plan);
  if (dryRun || !plan.changeSet) {
    const end = lines.length > 0 ? 'Nothing was written.' : 'The configuration is the same already.';
    return { lines, notes: [...notes, end], exitCode: 0 };
  }
  await applyImport(organisation.client, plan.changeSet);
  const stored = await readWholeConfiguration(organisation.client, places);
  const left = diffConfigurations(wholeConfiguration(stored), wanted);
  if (left.length > 0) {
    const what = left.map(({ text }) => `  ${text}`);
    throw new Error(['The import was written, but somebody has changed it since:', ...what].join('\n'));
  }
  return { lines, notes: [...notes, `Imported: ${count(lines.length, 'change')}.`], exitCode: 0 };
}

interface Prepared {
  readonly places: Places;
  readonly wanted: Configuration;
  readonly plan: ReturnType<typeof planImport>;
  readonly notes: readonly string[];
}

async function prepare(
  { client, metadata }: Organisation,
  { configuration, defaultOwnerEmail: email }: ConfigurationFile,
): Promise<Prepared> {
  const places = await findPlaces(metadata);
  const stored = await readWholeConfiguration(client, places);
  const { defaultOwnerId: id, ...settings } = configuration.settings;
  const asked = { ...(id === undefined ? {} : { id }), ...(email === undefined ? {} : { email }) };
  const owner = await findOwner(client, asked, stored.settings.defaultOwnerId);
  const wanted = settled({
    settings: { ...settings, ...(owner.id === undefined ? {} : { defaultOwnerId: owner.id }) },
    mappings: configuration.mappings,
  });
  return { places, wanted, plan: planImport(stored, wanted, places), notes: owner.note ? [owner.note] : [] };
}

function linesOf({ differences, unreadable }: ReturnType<typeof planImport>): string[] {
  return [...differences.map(({ text }) => text), ...unreadable.map((id) => `- mapping ${id}, which cannot be read`)];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
