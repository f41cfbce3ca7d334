/** Change tracking: `Prefer: odata.track-changes` gives a delta link, which gives what changed since (`PAD:use-change-tracking-synchronize-data-external-systems.md`). */
import { DataverseError, badRequest, invalidArgument, notImplemented } from '../engine/errors.ts';
import { writeCookie } from '../engine/query/cookie.ts';
import { readCount, readPage } from '../engine/query/read.ts';
import { missingPrivilege } from '../engine/security/errors.ts';
import { privilegeName } from '../engine/security/names.ts';
import { buriedSince } from '../engine/tombstones.ts';
import type { TableModel } from '../engine/model/types.ts';
import { parseOptions } from '../odata/options.ts';
import { jsonResponse, readPreferences } from './headers.ts';
import { contextOf, settingsOf } from './reads.ts';
import type { ApiRequest, ReadAnswer, Service } from './types.ts';

/** Days for which a token counts: the default of organization.expirechangetrackingindays. */
const EXPIRE_DAYS = 7;
/** Carries the version of the first page over its next links: changes made while somebody pages are not lost. */
const STARTED = 'localtracking';
const REFUSED = ['$filter', '$orderby', '$expand', '$top', '$apply', 'fetchxml', 'savedquery', 'userquery'];

/** True when the request asks for a delta link or follows one. */
export function wantsTracking(request: ApiRequest): boolean {
  return (
    /track-changes/i.test(request.header('prefer') ?? '') ||
    /(^|&)((\$|%24)deltatoken|localtracking)=/i.test(request.query)
  );
}

/**
 * A page of all rows, or of what changed since the token; the last page has the next delta link.
 * @throws DataverseError for a table without change tracking, options that do not go with it, and tokens that are old or none
 */
export function trackedPage(service: Service, request: ApiRequest, model: TableModel): ReadAnswer {
  const plan = planOf(service, request, model);
  const preferences = readPreferences(request);
  const options = parseOptions(plan.query);
  const page = readPage(settingsOf(service, request, preferences), model, options, preferences.pageSize);
  const address = `${request.root}${request.path}?`;
  const body: Record<string, unknown> = {
    '@odata.context': contextOf(request, model, options, plan.since === undefined ? '' : '/$delta'),
  };
  const value: unknown[] = [...page.rows];
  if (page.next !== undefined) {
    const token = plan.token === undefined ? [] : [`$deltatoken=${encodeURIComponent(plan.token)}`];
    const skip = `$skiptoken=${encodeURIComponent(writeCookie(page.next))}`;
    body['@odata.nextLink'] = address + [...plan.kept, ...token, `${STARTED}=${plan.version}`, skip].join('&');
  } else {
    body['@odata.deltaLink'] =
      address + [...plan.kept, `$deltatoken=${encodeURIComponent(tokenOf(service, plan.version))}`].join('&');
    if (plan.since !== undefined) value.push(...graves(service, request, model, plan.since));
  }
  body['value'] = value;
  const isAsked = /track-changes/i.test(request.header('prefer') ?? '');
  const applied = [...(isAsked ? ['odata.track-changes'] : []), ...preferences.applied].join(', ');
  return { response: jsonResponse(200, body, applied === '' ? {} : { 'Preference-Applied': applied }) };
}

/** `$count` with a delta token: how many rows changed or went. */
export function trackedCount(service: Service, request: ApiRequest, model: TableModel): ReadAnswer {
  const plan = planOf(service, request, model);
  if (plan.since === undefined) throw notImplemented('$count with odata.track-changes');
  const settings = settingsOf(service, request, readPreferences(request));
  const count =
    readCount(settings, model, parseOptions(plan.query)) + buriedSince(service.core, model, plan.since).length;
  return {
    response: { status: 200, headers: { 'Content-Type': 'text/plain', 'OData-Version': '4.0' }, body: String(count) },
  };
}

interface Plan {
  /** What the query is run with. */
  readonly query: string;
  /** Parts of the query that links keep. */
  readonly kept: readonly string[];
  readonly token: string | undefined;
  /** Version after which changes count; undefined: all rows. */
  readonly since: number | undefined;
  /** Version that the next delta link begins after. */
  readonly version: number;
}

function planOf(service: Service, request: ApiRequest, model: TableModel): Plan {
  if (!model.isTracked) throw invalidArgument(`Change tracking is not enabled for the entity '${model.name}'.`);
  if (!model.columns.has('versionnumber')) throw notImplemented(`Change tracking of '${model.name}'`);
  requireOrganizationRead(service, request, model);
  const parts = request.query.split('&').filter((part) => part !== '');
  const named = (name: string): string | undefined =>
    parts
      .find((part) => decoded(part.split('=')[0] ?? '').toLowerCase() === name)
      ?.split('=')
      .slice(1)
      .join('=');
  for (const name of REFUSED)
    if (named(name) !== undefined)
      throw badRequest(`The "${name}" query parameter isn't supported when Change Tracking is enabled.`);
  const token = named('$deltatoken');
  const skip = named('$skiptoken');
  const own = new Set(['$deltatoken', '$skiptoken', STARTED]);
  const kept = parts.filter((part) => !own.has(decoded(part.split('=')[0] ?? '').toLowerCase()));
  const since = token === undefined ? undefined : readToken(service, decoded(token));
  const query = [
    ...kept,
    ...(since === undefined ? [] : [`$filter=versionnumber gt ${since}`, '$orderby=versionnumber']),
    ...(skip === undefined ? [] : [`$skiptoken=${skip}`]),
  ].join('&');
  const started = Number(named(STARTED));
  const version = Number.isSafeInteger(started) && started > 0 ? started : service.core.nextVersion();
  return { query, kept, token: token === undefined ? undefined : decoded(token), since, version };
}

/** "The calling user must have organization level read access to the table." */
function requireOrganizationRead(service: Service, request: ApiRequest, model: TableModel): void {
  const rights = service.core.security.rightsFor(request.caller);
  const name = privilegeName(model.table, 'Read');
  if (rights.isAdministrator || rights.reaches.get(name.toLowerCase())?.all === true) return;
  throw missingPrivilege(rights, name, model);
}

function graves(service: Service, request: ApiRequest, model: TableModel, since: number): unknown[] {
  return buriedSince(service.core, model, since).map((id) => ({
    '@odata.context': `${request.root}$metadata#${model.set}/$deletedEntity`,
    id,
    reason: 'deleted',
  }));
}

/** `919042!08/22/2017 08:10:44`: a row version and when it was. */
function tokenOf(service: Service, version: number): string {
  const [day = '', time = ''] = new Date(service.core.clock()).toISOString().split(/[T.]/);
  const [year, month, date] = day.split('-');
  return `${version}!${month}/${date}/${year} ${time}`;
}

function readToken(service: Service, token: string): number {
  const match = /^(\d{1,15})!(\d\d)\/(\d\d)\/(\d{4})[ +](\d\d:\d\d:\d\d)$/.exec(token);
  if (match === null) throw badRequest(`The delta token '${token.slice(0, 60)}' is not valid.`);
  const [, version, month, date, year, time] = match;
  const made = Date.parse(`${year}-${month}-${date}T${time}Z`);
  if (service.core.clock() - made > EXPIRE_DAYS * 86_400_000)
    throw new DataverseError(
      400,
      '0x80044352',
      'Version stamp associated with the client has expired. Please perform a full sync.',
    );
  return Number(version);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The address holds a broken percent sequence.');
  }
}
