import { requirements } from '@activity-logging/activity-model/metadata';
import { DataverseError } from '../dataverse/errors.ts';
import { PassingFailure } from '../failures.ts';
import { assignRole, fault, type Finding } from './types.ts';

/** What a check that could not be carried out says, instead of nothing. */
export function couldNotCheck(error: unknown): Finding {
  if (error instanceof DataverseError) {
    const { failure, status, code, message } = error.error;
    return failure === 'privilege'
      ? fault(`the sign-in may not read this: ${message || code}`, assignRole(requirements.core.role))
      : fault(
          `Dataverse refused the question: HTTP ${status} ${code} ${message}`.trim(),
          'Import the current solution; when it stays, report it with this line.',
        );
  }
  if (error instanceof PassingFailure)
    return fault(
      `Dataverse gave no answer: ${transportProblem(error)}`,
      'Run doctor again in a minute; when it stays, look at the service health page of the Microsoft 365 admin center.',
    );
  return fault(`the check failed: ${transportProblem(error)}`, 'Report it with this line.');
}

/** The innermost cause, in a line. */
export function transportProblem(error: unknown): string {
  const chain = [...causes(error)];
  const texts = chain.flatMap((one) => ('message' in one && typeof one.message === 'string' ? one.message : []));
  return firstLine(texts.findLast((text) => text !== '') ?? systemCode(error) ?? String(error));
}

/** Code of a system error, e.g. `ENOTFOUND`, anywhere among the causes. */
export function systemCode(error: unknown): string | undefined {
  for (const one of causes(error)) {
    if ('code' in one && typeof one.code === 'string') return one.code;
    const several = 'errors' in one && Array.isArray(one.errors) ? one.errors.map(systemCode) : [];
    const found = several.find((code) => code !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Looked at by shape: errors of the system may be of another realm, where `instanceof` is false. */
function* causes(error: unknown): Iterable<object> {
  for (let one = error; typeof one === 'object' && one !== null; one = 'cause' in one ? one.cause : undefined)
    yield one;
}

export function firstLine(text: string): string {
  return (text.split(/\r?\n/)[0] ?? '').trim().slice(0, 300);
}
