/** Which action or function a request calls, and with what: for the row of its background operation. Pure. */
import { isPlatformOperation } from '../../metadata/index.ts';
import { parsePath } from '../path.ts';
import type { Segment } from '../path.ts';

/** As the columns inputparameters and outputparameters keep it: a JSON array of these. */
export interface Parameter {
  readonly Key: string;
  readonly Value: unknown;
}

export interface Invocation {
  readonly name: string;
  readonly input: readonly Parameter[];
}

const ADDRESS = /^\/api\/data\/v9\.[0-2]\/([^?]*)(?:\?(.*))?$/s;
const NAMESPACE = 'Microsoft.Dynamics.CRM.';

/**
 * @param address path and query as the client sent them
 * @param body parsed JSON, or undefined
 * @returns undefined when the request calls none of the platform's operations
 * @throws DataverseError 400, ODataSyntaxError for an address that cannot be read
 */
export function invocationOf(address: string, body: unknown): Invocation | undefined {
  const [, path = '', query = ''] = ADDRESS.exec(address) ?? [];
  if (path === '' || path.startsWith('$')) return undefined;
  const segments = parsePath(path);
  const last = segments.at(-1);
  // A path that climbs out of the service is no operation of it.
  if (last === undefined || segments.some((segment) => segment.name === '..')) return undefined;
  const isBound = segments.length > 1 && last.name.startsWith(NAMESPACE);
  const name = last.name.replace(NAMESPACE, '');
  if ((segments.length > 1 && !isBound) || !isPlatformOperation(name)) return undefined;
  const target = isBound ? [{ Key: 'Target', Value: segments[0]?.text }] : [];
  return { name, input: [...target, ...argumentsOf(last, query), ...parametersOf(body)] };
}

/** Arguments of a function; what is neither a simple value nor an alias is kept as it was written. */
function argumentsOf(segment: Segment, query: string): Parameter[] {
  const aliases = new URLSearchParams(query);
  return [...(segment.args?.named ?? [])].map(([Key, value]) => {
    if (value.kind === 'literal') return { Key, Value: value.value };
    const given = value.kind === 'alias' ? aliases.get(`@${value.name.replace(/^@/, '')}`) : null;
    return { Key, Value: given ?? segment.text };
  });
}

/** Members of a JSON object without annotations; nothing for any other value. */
export function parametersOf(body: unknown): Parameter[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([Key, Value]) => (Key.includes('@') ? [] : [{ Key, Value }]));
}

/** True when `Prefer` asks for an answer before the work is done. */
export function wantsBackground(prefer: string | undefined): prefer is string {
  return prefer !== undefined && /(?:^|[,;\s])respond-async(?:$|[,;\s])/i.test(prefer);
}

/** Address that wants to hear of the end: `odata.callback; url="…"`. */
export function callbackOf(prefer: string): string | undefined {
  return /(?:^|[,;\s])(?:odata\.)?callback\s*;\s*url\s*=\s*"?([^",;\s]+)"?/i.exec(prefer)?.[1];
}

/** The rest of `Prefer`, for the request that does the work. */
export function withoutBackground(prefer: string): string {
  return prefer
    .replace(/(?:odata\.)?callback\s*;\s*url\s*=\s*(?:"[^"]*"|[^",;\s]+)/i, '')
    .replace(/respond-async/i, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(', ');
}
