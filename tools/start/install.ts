import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import type { Crm } from './crm.ts';

const solutions = ['ActivityLogging', 'ActivityLoggingSales'] as const;

/** What the organisation has of ours, as its metadata says. */
export interface Imported {
  readonly tables: number;
  readonly columns: number;
  readonly controls: number;
  readonly webresources: number;
}

/**
 * Imports both managed zips through `ImportSolution`. A zip that this data folder already has is not imported again.
 *
 * @returns names of the solutions imported now.
 */
export async function importSolutions(crm: Crm, dataDir: string): Promise<string[]> {
  const stampFile = join(dataDir, 'imported.json');
  const stamps = existsSync(stampFile) ? (JSON.parse(readFileSync(stampFile, 'utf8')) as Record<string, string>) : {};
  const imported: string[] = [];
  for (const name of solutions) {
    const zip = readFileSync(inRoot('dist', `${name}_managed.zip`));
    const hash = createHash('sha256').update(zip).digest('hex');
    if (stamps[name] === hash) continue;
    await crm.call('POST', 'ImportSolution', {
      OverwriteUnmanagedCustomizations: false,
      PublishWorkflows: true,
      CustomizationFile: zip.toString('base64'),
      ImportJobId: crypto.randomUUID(),
    });
    stamps[name] = hash;
    writeFileSync(stampFile, JSON.stringify(stamps));
    imported.push(name);
  }
  return imported;
}

const extended = ['task', 'email', 'phonecall', 'appointment', 'contact', 'account'];

/** Counts tables, columns, controls and web resources with our prefix. */
export async function countImported(crm: Crm): Promise<Imported> {
  const tables = namesOf(await crm.call('GET', 'EntityDefinitions?$select=LogicalName&$filter=IsCustomEntity eq true'));
  let columns = 0;
  for (const table of [...tables, ...extended]) {
    const path = `EntityDefinitions(LogicalName='${table}')/Attributes?$select=LogicalName&$filter=IsCustomAttribute eq true`;
    columns += namesOf(await crm.call('GET', path)).length;
  }
  return {
    tables: tables.length,
    columns,
    controls: await crm.count('customcontrols', "startswith(name,'al_')"),
    webresources: await crm.count('webresourceset', "startswith(name,'al_')"),
  };
}

function namesOf(answer: unknown): string[] {
  const { value } = answer as { value: { LogicalName: string }[] };
  return value.map(({ LogicalName }) => LogicalName).filter((name) => name.startsWith('al_'));
}
