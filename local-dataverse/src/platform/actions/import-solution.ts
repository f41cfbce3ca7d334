/** Parameters of ImportSolution, ImportSolutionAsync, StageAndUpgrade and StageAndUpgradeAsync. */
import { randomUUID } from 'node:crypto';
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import type { ImportMode } from '../../import/import-solution.ts';

export interface ImportParameters {
  /** The zip, or where StageSolution put it. */
  readonly source: Uint8Array | { readonly uploadId: string };
  readonly importJobId: string;
  readonly mode: ImportMode;
  /** What users changed of the components gives way. */
  readonly overwrite: boolean;
}

export type ImportAction = 'ImportSolution' | 'ImportSolutionAsync' | 'StageAndUpgrade' | 'StageAndUpgradeAsync';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const READ = new Set([
  'CustomizationFile',
  'ImportJobId',
  'HoldingSolution',
  'SolutionParameters',
  'OverwriteUnmanagedCustomizations',
]);
/** Parameters that change nothing here: nothing needs publishing apart. */
const WITHOUT_EFFECT = new Set([
  'PublishWorkflows',
  'SkipProductUpdateDependencies',
  'SkipQueueRibbonJob',
  'AsyncRibbonProcessing',
]);
/** Ways of importing that are not carried out here. */
const NOT_DONE = new Set([
  'ConvertToManaged',
  'TemplateDisplayNamePrefix',
  'TemplateSuffix',
  'LayerDesiredOrder',
  'ComponentParameters',
  'ImportAsync',
  'IsTemplateMode',
  'TemplateDisplayName',
]);

/**
 * Reads the body of an import.
 * @throws DataverseError 400 for a missing or malformed parameter, 501 for a way of importing that is left out
 */
export function readImportParameters(body: unknown, action: ImportAction = 'ImportSolution'): ImportParameters {
  const given = readObject(body);
  for (const [name, value] of Object.entries(given)) {
    if (READ.has(name) || WITHOUT_EFFECT.has(name)) continue;
    if (!NOT_DONE.has(name))
      throw bad(
        `The parameter '${name}' in the request payload is not a valid parameter for the operation '${action}'.`,
      );
    const isEmpty = value === false || value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) throw notImplemented(`${action} with ${name}`);
  }
  for (const name of ['OverwriteUnmanagedCustomizations', 'PublishWorkflows']) {
    if (typeof given[name] !== 'boolean') throw bad(`The parameter '${name}' must be true or false.`);
  }
  const uploadId = uploadOf(given['SolutionParameters'] ?? null);
  const holding = given['HoldingSolution'] ?? false;
  if (typeof holding !== 'boolean') throw bad("The parameter 'HoldingSolution' must be true or false.");
  const isAsync = action.endsWith('Async');
  const job = given['ImportJobId'] ?? (isAsync ? randomUUID() : undefined);
  if (typeof job !== 'string' || !GUID.test(job)) throw bad("The parameter 'ImportJobId' must be a GUID.");
  return {
    source: uploadId === undefined ? readZipParameter(given) : { uploadId },
    importJobId: job.toLowerCase(),
    overwrite: given['OverwriteUnmanagedCustomizations'] === true,
    mode: action.startsWith('StageAndUpgrade') ? 'upgrade' : holding ? 'holding' : 'update',
  };
}

/** The parameter CustomizationFile. @throws DataverseError 400 when it is no base64 */
export function readZipParameter(body: unknown): Uint8Array {
  const file = readObject(body)['CustomizationFile'];
  if (typeof file !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(file))
    throw bad("The parameter 'CustomizationFile' must be the solution zip in base64.");
  return Buffer.from(file, 'base64');
}

/** A parameter that must be a text that is not empty. @throws DataverseError 400 */
export function readTextParameter(body: unknown, name: string): string {
  const value = readObject(body)[name];
  if (typeof value !== 'string' || value === '') throw bad(`The parameter '${name}' must be a text.`);
  return value;
}

function readObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) throw bad('The body must be a JSON object.');
  return body as Readonly<Record<string, unknown>>;
}

/** SolutionParameters: the complex type of that name; only its StageSolutionUploadId means something here. */
function uploadOf(value: unknown): string | undefined {
  if (value === null) return undefined;
  for (const [name, part] of Object.entries(readObject(value))) {
    if (name === 'StageSolutionUploadId' || name.startsWith('@') || part === null) continue;
    throw notImplemented(`SolutionParameters with ${name}`);
  }
  const id = readObject(value)['StageSolutionUploadId'] ?? undefined;
  if (id === undefined) return undefined;
  if (typeof id !== 'string' || !GUID.test(id)) throw bad("The parameter 'StageSolutionUploadId' must be a GUID.");
  return id.toLowerCase();
}

function bad(message: string): DataverseError {
  return new DataverseError(400, '0x80048d19', message);
}
