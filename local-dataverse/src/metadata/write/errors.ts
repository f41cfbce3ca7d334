/**
 * Errors of metadata writes. Codes and texts are those of Microsoft's list of web service error codes where it has one
 * (DuplicateAttributeSchemaName, CannotDeleteInUseComponent, CannotDeleteMetadata); where only reports quote a text, or nothing was
 * found, the general code for a wrong argument is used.
 */
import { DataverseError } from '../../engine/errors.ts';

export function invalidDefinition(message: string): DataverseError {
  return new DataverseError(400, '0x80040203', message);
}

export function missingProperty(type: string, name: string): DataverseError {
  return invalidDefinition(`Required field '${name}' is missing for ${type}.`);
}

/** [COMM] reports quote the sentence about the prefix. */
export function wrongSchemaName(kind: string, name: string, prefixes: readonly string[]): DataverseError {
  return invalidDefinition(
    `The schema name ${name} for type ${kind} is not valid. Custom names must start with a valid customization prefix (here: ${prefixes.map((each) => `${each}_`).join(', ')}) and hold letters, digits and underscores only.`,
  );
}

export function nameTaken(kind: string, name: string): DataverseError {
  return invalidDefinition(`The specified ${kind} ${name} already exists.`);
}

/** DuplicateAttributeSchemaName */
export function columnTaken(name: string, table: string): DataverseError {
  return new DataverseError(
    400,
    '0x80047013',
    `An attribute with the specified name ${name} already exists for entity ${table}.`,
  );
}

/** [COMM] reports quote it for lookups and unique identifiers: the former come with their relationship. */
export function notCreatable(type: string): DataverseError {
  return invalidDefinition(`Attribute of type ${type} cannot be created through the SDK.`);
}

/** CannotDeleteInUseComponent */
export function inUse(kind: string, name: string, users: readonly string[]): DataverseError {
  return new DataverseError(
    400,
    '0x8004f01f',
    `The ${kind}(${name}) component cannot be deleted because it is referenced by ${users.length} other components (${users.join(', ')}). For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.`,
  );
}

/** CannotDeleteMetadata */
export function notDeletable(name: string, id: string, condition: string): DataverseError {
  return new DataverseError(
    400,
    '0x8004f032',
    `The 'Delete' operation on the current component(name='${name}', id='${id}') failed during managed property evaluation of condition: '${condition}'`,
  );
}

export function noComponent(message: string): DataverseError {
  return new DataverseError(404, '0x80060888', message);
}
