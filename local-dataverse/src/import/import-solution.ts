/** The message ImportSolution. */
import { DataverseError } from '../engine/errors.ts';
import type { Engine } from '../engine/types.ts';
import { ADMIN_USER_ID, ORGANIZATION_ID } from '../platform/wellknown.ts';
import type { ImportCounts } from './apply.ts';
import { checkPackage } from './check.ts';
import { readPackage } from './read/read-package.ts';
import { undoable } from './uninstall.ts';
import { rememberManaged, withUnmanagedLayer } from './unmanaged-layer.ts';
import { applyAs, type ImportMode } from './upgrade.ts';

export interface ImportRequest {
  readonly bytes: Uint8Array;
  /** `update` (default) keeps components that the package no longer has; see upgrade.ts for the others. */
  readonly mode?: ImportMode;
  /** OverwriteUnmanagedCustomizations: what users changed of a managed solution's components is given up. Default false. */
  readonly overwrite?: boolean;
  /** Id the caller chose for the importjob row. */
  readonly importJobId: string;
  readonly userId?: string;
  /** ISO UTC. */
  readonly now: string;
  /** Called when the metadata stands, in the same transaction: seeds what hangs on tables. */
  readonly declared?: () => void;
}

export interface ImportResult {
  readonly solutionId: string;
  readonly uniqueName: string;
  readonly version: string;
  readonly counts: ImportCounts;
}

export type { ImportMode } from './upgrade.ts';

/**
 * Imports a solution: everything or nothing. An importjob row tells the outcome either way.
 * @throws DataverseError naming file and reason; the organisation is then as before, save for the importjob
 */
export function importSolution(engine: Engine, request: ImportRequest): ImportResult {
  let solutionName = '';
  try {
    return undoable(engine, () => {
      const pack = readPackage(request.bytes, engine.metadata);
      solutionName = pack.manifest.uniqueName;
      checkPackage(pack, engine);
      const { isManaged } = pack.manifest;
      // An unmanaged import is a change of the unmanaged layer itself: it replaces what is there.
      const layered = isManaged && request.overwrite !== true ? withUnmanagedLayer(pack, engine) : pack;
      const { solutionId, counts } = applyAs(request.mode ?? 'update', layered, engine, request.now);
      if (isManaged) rememberManaged(pack, engine);
      request.declared?.();
      const { uniqueName, version } = pack.manifest;
      writeJob(engine, request, solutionName, 100, jobData(solutionName, 'success', JSON.stringify(counts)));
      return { solutionId, uniqueName, version, counts };
    });
  } catch (error) {
    const problem =
      error instanceof DataverseError
        ? error
        : new DataverseError(
            500,
            '0x8004801e',
            `The import failed: ${error instanceof Error ? error.message : String(error)}`,
          );
    writeJob(engine, request, solutionName, 0, jobData(solutionName, 'failure', `${problem.code} ${problem.message}`));
    throw problem;
  }
}

function writeJob(engine: Engine, request: ImportRequest, solutionName: string, progress: number, data: string): void {
  const values = {
    name: 'Customizations',
    solutionname: solutionName,
    progress,
    data,
    startedon: request.now,
    completedon: request.now,
    createdby: { table: 'systemuser', id: request.userId ?? ADMIN_USER_ID },
    organizationid: { table: 'organization', id: ORGANIZATION_ID },
  };
  if (engine.system.get('importjob', request.importJobId) === undefined)
    engine.system.insert('importjob', { importjobid: request.importJobId, ...values });
  else engine.system.update('importjob', request.importJobId, values);
}

function jobData(solution: string, result: 'success' | 'failure', text: string): string {
  const escape = (value: string): string => value.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<importexportxml><solutionManifests><solutionManifest><UniqueName>${escape(solution)}</UniqueName><result result="${result}" errortext="${escape(text)}" /></solutionManifest></solutionManifests></importexportxml>`;
}
