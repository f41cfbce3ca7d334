/**
 * StageSolution: a package is checked against the organisation and kept for a later import.
 * Shapes: StageSolutionResults, SolutionDetails, SolutionValidationResult, MissingDependency of the Web API reference;
 * enumerations as names, as microsoft/terraform-provider-power-platform reads them.
 */
import { DataverseError } from '../engine/errors.ts';
import type { Engine } from '../engine/types.ts';
import { STAGED } from '../metadata/base/private-tables.ts';
import { checkPackage, missingRequirements } from './check.ts';
import type { Requirement, SolutionPackage } from './read/package.ts';
import { readPackage } from './read/read-package.ts';
import { baseText } from './read/xml.ts';

const NOTHING = '00000000-0000-0000-0000-000000000000';

/**
 * Checks a zip; one that passes is kept under the StageSolutionUploadId.
 * @throws DataverseError when the bytes are no package that can be read
 */
export function stageSolution(engine: Engine, bytes: Uint8Array): Record<string, unknown> {
  const pack = readPackage(bytes, engine.metadata);
  const problem = problemOf(pack, engine);
  const { manifest } = pack;
  const uploadId =
    problem === undefined
      ? engine.system.insert(STAGED, {
          content: Buffer.from(bytes).toString('base64'),
          solution: manifest.uniqueName,
        })
      : NOTHING;
  return {
    StageSolutionUploadId: uploadId,
    StageSolutionStatus: problem === undefined ? 'Passed' : 'Failed',
    SolutionDetails: {
      SolutionUniqueName: manifest.uniqueName,
      SolutionFriendlyName: baseText(manifest.displayName) ?? manifest.uniqueName,
      SolutionVersion: manifest.version,
      IsManaged: manifest.isManaged,
    },
    SolutionValidationResults:
      problem === undefined
        ? []
        : [
            {
              SolutionValidationResultType: 'Error',
              Message: problem.message,
              ErrorCode: Number.parseInt(problem.code, 16) | 0,
              AdditionalInfo: '',
            },
          ],
    MissingDependencies: missingRequirements(pack, engine).map(missingDependency),
    SolutionComponentsDetails: [],
  };
}

/** A staged zip. @throws DataverseError 0x80040217 when there is none of that id */
export function stagedSolution(engine: Engine, uploadId: string): Uint8Array {
  const row = engine.system.get(STAGED, uploadId);
  if (row === undefined)
    throw new DataverseError(404, '0x80040217', `stagesolutionupload With Id = ${uploadId} Does Not Exist`);
  return Buffer.from(String(row['content']), 'base64');
}

/** Forgets a staged zip: it has been imported. */
export function forgetStaged(engine: Engine, uploadId: string): void {
  engine.system.remove(STAGED, uploadId);
}

function problemOf(pack: SolutionPackage, engine: Engine): DataverseError | undefined {
  try {
    checkPackage(pack, engine);
    return undefined;
  } catch (error) {
    if (error instanceof DataverseError && error.status === 400) return error;
    throw error;
  }
}

function missingDependency(each: Requirement): Record<string, unknown> {
  const { dependent } = each;
  return {
    RequiredComponentSchemaName: each.schemaName ?? null,
    RequiredComponentDisplayName: each.displayName ?? null,
    RequiredComponentParentSchemaName: each.parentSchemaName ?? null,
    RequiredComponentParentDisplayName: each.parentDisplayName ?? null,
    RequiredComponentId: each.id ?? NOTHING,
    RequiredComponentType: String(each.type),
    RequiredSolutionName: each.solution ?? null,
    DependentComponentSchemaName: dependent?.schemaName ?? null,
    DependentComponentDisplayName: dependent?.displayName ?? null,
    DependentComponentParentSchemaName: dependent?.parentSchemaName ?? null,
    DependentComponentParentDisplayName: dependent?.parentDisplayName ?? null,
    DependentComponentId: dependent?.id ?? NOTHING,
    DependentComponentType: dependent === undefined ? null : String(dependent.type),
  };
}
