/** Errors of solution import. Codes and first sentences: Microsoft's ErrorMessages of the SDK. */
import { DataverseError } from '../engine/errors.ts';

/** The file is no solution package, or a part of it cannot be read. */
export function invalidFile(file: string, reason: string): DataverseError {
  return new DataverseError(400, '0x80048000', `Invalid Import File: ${file}: ${reason}`);
}

export function notWellFormed(file: string, reason: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048013',
    `Invalid customization file. This file is not well formed: ${file}: ${reason}`,
  );
}

/** Well-formed, but not what a solution file may hold there. */
export function invalidXml(file: string, reason: string): DataverseError {
  return new DataverseError(
    400,
    '0x8004802c',
    `This solution package cannot be imported because it contains invalid XML: ${file}: ${reason}`,
  );
}

export function missingDependencies(solution: string, missing: readonly string[]): DataverseError {
  return new DataverseError(
    400,
    '0x8004801d',
    `The following solution cannot be imported: ${solution}. Some dependencies are missing: ${missing.join('; ')}.`,
  );
}

export function missingRootComponent(component: string, type: number): DataverseError {
  return new DataverseError(
    400,
    '0x8004801f',
    `Cannot add a Root Component ${component} of type ${type} because it is not in the target system.`,
  );
}

export function undeclaredComponent(component: string, type: number): DataverseError {
  return new DataverseError(
    400,
    '0x8004803a',
    `The import has failed because component ${component} of type ${type} is not declared in the solution file as a root component.`,
  );
}

export function unknownPrivilege(role: string, privilege: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048058',
    `The privilege to be imported is invalid: role '${role}' names '${privilege}'.`,
  );
}

export function wrongMode(installedManaged: boolean): DataverseError {
  const [is, asks] = installedManaged ? ['a managed', 'unmanaged'] : ['an unmanaged', 'managed'];
  return new DataverseError(
    400,
    installedManaged ? '0x80048041' : '0x80048040',
    `The solution is already installed on this system as ${is} solution and the package supplied is attempting to install it in ${asks} mode. ` +
      'Import can only update solutions when the modes match. Uninstall the current solution and try again.',
  );
}

/** The platform's own text for this case was not found; the code is the general one of solution import. */
export function lowerVersion(solution: string, installed: string, given: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048033',
    `The solution ${solution} is installed in version ${installed}; the package's version ${given} is lower.`,
  );
}
