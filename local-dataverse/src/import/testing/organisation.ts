/** An organisation in a temporary folder, for import tests. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../engine/engine.ts';
import { DataverseError } from '../../engine/errors.ts';
import type { Engine } from '../../engine/types.ts';
import { createRegistry, declareBaseTables } from '../../metadata/index.ts';
import { seed } from '../../platform/seed/index.ts';
import { restoreDeclarations } from '../declarations.ts';
import { importSolution, type ImportResult } from '../import-solution.ts';
import { solutionZip, type Fixture } from './fixture.ts';

export const NOW = '2026-11-22T10:00:00Z';

export interface Organisation {
  readonly engine: Engine;
  load(fixture?: Fixture, jobId?: string): ImportResult;
  /** The error an import ends with. */
  refusal(fixture: Fixture, jobId?: string): DataverseError;
  /** Closes and opens the same folder again. */
  restart(): void;
  close(): void;
}

export function startOrganisation(sales = true): Organisation {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  const open = (): Engine => {
    const metadata = createRegistry();
    declareBaseTables(metadata, { sales });
    const opened = createEngine({ file: join(folder, 'dataverse.sqlite'), metadata });
    restoreDeclarations(opened);
    seed(opened, {}, NOW);
    return opened;
  };
  let engine = open();
  const load = (fixture: Fixture = {}, jobId: string = randomUUID()): ImportResult =>
    importSolution(engine, { bytes: solutionZip(fixture), importJobId: jobId, now: NOW });
  return {
    get engine() {
      return engine;
    },
    load,
    refusal(fixture, jobId) {
      try {
        load(fixture, jobId);
      } catch (error) {
        if (error instanceof DataverseError) return error;
        throw error;
      }
      throw new Error('the import went through');
    },
    restart() {
      engine.close();
      engine = open();
    },
    close() {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
