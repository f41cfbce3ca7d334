/** The action ImportSolution: parameters in, nothing out (204). */
import { DataverseError, notImplemented } from '../../engine/errors.ts';

export interface ImportParameters {
  readonly bytes: Uint8Array;
  readonly importJobId: string;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Parameters that change nothing here: every import overwrites, and nothing needs publishing apart. */
const WITHOUT_EFFECT = new Set([
  'OverwriteUnmanagedCustomizations',
  'PublishWorkflows',
  'SkipProductUpdateDependencies',
  'AsyncRibbonProcessing',
]);
/** Ways of importing that are not carried out here. */
const NOT_DONE = new Set([
  'HoldingSolution',
  'ConvertToManaged',
  'TemplateDisplayNamePrefix',
  'TemplateSuffix',
  'LayerDesiredOrder',
  'ComponentParameters',
  'SolutionParameters',
  'ImportAsync',
]);

/**
 * Reads the body of `POST /ImportSolution`.
 * @throws DataverseError 400 for a missing or malformed parameter, 501 for a way of importing that is left out
 */
export function readImportParameters(body: unknown): ImportParameters {
  if (typeof body !== 'object' || body === null) throw bad('The body must be a JSON object.');
  const given = body as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(given)) {
    if (name === 'CustomizationFile' || name === 'ImportJobId' || WITHOUT_EFFECT.has(name)) continue;
    if (!NOT_DONE.has(name))
      throw bad(
        `The parameter '${name}' in the request payload is not a valid parameter for the operation 'ImportSolution'.`,
      );
    if (value !== false && value !== null) throw notImplemented(`ImportSolution with ${name}`);
  }
  for (const name of ['OverwriteUnmanagedCustomizations', 'PublishWorkflows']) {
    if (typeof given[name] !== 'boolean') throw bad(`The parameter '${name}' must be true or false.`);
  }
  const file = given['CustomizationFile'];
  if (typeof file !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(file))
    throw bad("The parameter 'CustomizationFile' must be the solution zip in base64.");
  const job = given['ImportJobId'];
  if (typeof job !== 'string' || !GUID.test(job)) throw bad("The parameter 'ImportJobId' must be a GUID.");
  return { bytes: Buffer.from(file, 'base64'), importJobId: job.toLowerCase() };
}

function bad(message: string): DataverseError {
  return new DataverseError(400, '0x80048d19', message);
}
