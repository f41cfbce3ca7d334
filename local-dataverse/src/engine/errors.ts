/** Errors as the Web API words them: code, HTTP status, message. Catalogue of the ones the row engine can raise. */

/** An error that goes to the caller as `{"error":{"code","message"}}` with its HTTP status. */
export class DataverseError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'DataverseError';
    this.status = status;
    this.code = code;
  }
}

const HELP =
  'For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293';

/** What this server leaves out. Never answered with an approximation (DESIGN decision 10). */
export function notImplemented(feature: string): DataverseError {
  return new DataverseError(501, '0x80004001', `${feature} is not implemented by the local Dataverse.`);
}

/** A request that is malformed by itself: query options, paths, batch rules. */
export function badRequest(message: string): DataverseError {
  return new DataverseError(400, '0x80060888', message);
}

/** A body that does not fit the table (facts §7: 0x80048d19). */
export function payloadError(entitySet: string, detail: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048d19',
    `Error identified in Payload provided by the user for Entity :'${entitySet}', ${HELP}  ---->  InnerException : Microsoft.OData.ODataException: ${detail}`,
  );
}

export function undeclaredNavigation(entitySet: string, name: string): DataverseError {
  return payloadError(
    entitySet,
    `An undeclared property '${name}' which only has property annotations in the payload but no property value was found in the payload. ` +
      'In OData, only declared navigation properties and declared named streams can be represented as properties without values.',
  );
}

export function invalidProperty(entitySet: string, table: string, name: string): DataverseError {
  return payloadError(
    entitySet,
    `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${table}'. Does not support untyped value in non-open type.`,
  );
}

export function wrongType(entitySet: string, literal: unknown, edmType: string): DataverseError {
  const text = typeof literal === 'string' ? literal : JSON.stringify(literal);
  return payloadError(entitySet, `Cannot convert the literal '${shorten(text)}' to the expected type '${edmType}'.`);
}

export function notFound(table: string, id: string): DataverseError {
  return new DataverseError(404, '0x80040217', `${table} With Id = ${id.split('|')[0] ?? id} Does Not Exist`);
}

export function noRowWithKey(table: string): DataverseError {
  return new DataverseError(
    404,
    '0x80060891',
    `A record with the specified key values does not exist in ${table} entity`,
  );
}

export function noSegment(segment: string): DataverseError {
  return new DataverseError(404, '0x8006088a', `Resource not found for the segment '${segment}'.`);
}

export function duplicateId(): DataverseError {
  return new DataverseError(412, '0x80040237', 'A record with matching key values already exists.');
}

export function duplicateKey(key: string, columns: readonly string[]): DataverseError {
  const names = columns.join(', ');
  return new DataverseError(
    412,
    '0x80060892',
    `Entity Key ${key} violated. A record with the same value for ${names} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`,
  );
}

export function versionMismatch(): DataverseError {
  return new DataverseError(
    412,
    '0x80060882',
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}

export function tooLong(table: string, column: string, max: number): DataverseError {
  return new DataverseError(
    400,
    '0x80044331',
    `A validation error occurred.  The length of the '${column}' attribute of the '${table}' entity exceeded the maximum allowed length of '${max}'.`,
  );
}

export function notAnOption(table: string, column: string, value: number, accepted: readonly number[]): DataverseError {
  return new DataverseError(
    400,
    '0x8004431a',
    `A validation error occurred. The value ${value} of '${column}' on record of type '${table}' is outside the valid range. Accepted Values: ${accepted.join(',')}`,
  );
}

export function outOfRange(table: string, column: string): DataverseError {
  return new DataverseError(
    400,
    '0x80044330',
    `A validation error occurred. The value of '${column}' on record of type '${table}' is outside the valid range.`,
  );
}

export function missingColumn(table: string, column: string): DataverseError {
  return new DataverseError(400, '0x80040203', `The required field '${column}' is missing on ${table}.`);
}

/** InvalidStateCodeStatusCode. */
export function invalidStatus(status: number, state: string, table: string, id: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048408',
    `${status} is not a valid status code for state code ${state} on ${table} with Id ${id}.`,
  );
}

export function invalidState(state: number, table: string, id: string): DataverseError {
  return new DataverseError(400, '0x80048408', `${state} is not a valid state code on ${table} with Id ${id}.`);
}

/** Closed activities are read-only (facts §3 [COMM]; the reports give the text, not the code). */
export function closedActivity(): DataverseError {
  return new DataverseError(400, '0x80040216', 'Cannot update Closed or Cancelled Activity');
}

export function deepUpdate(): DataverseError {
  return badRequest('Deep update of navigation properties is not allowed.');
}

export function invalidArgument(message: string): DataverseError {
  return new DataverseError(400, '0x80040203', message);
}

/** ActivityPartyObjectTypeNotAllowed is the nearest documented code; the platform's own for a wrong mask was not found. */
export function partyNotAllowed(message: string): DataverseError {
  return new DataverseError(400, '0x80043506', message);
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
