/** Endpoint and context → HTTP request. Pure. Sources: facts §6; Microsoft's pages use-webhooks and register-web-hook. */
import { attribute, children, parseXml } from '../../import/read/xml.ts';
import type { RemoteExecutionContext } from './execution-context.ts';
import type { Endpoint } from './steps.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Bytes of a body from which on the large parts are left out. */
export const SIZE_LIMIT = 256 * 1024;

const LARGE: ReadonlySet<string> = new Set(['ParentContext', 'InputParameters', 'PreEntityImages', 'PostEntityImages']);

const WEBHOOK_KEY = 4;
const HTTP_HEADER = 5;
const HTTP_QUERY_STRING = 6;

/** A registration that cannot be turned into a request. Its message never holds the secret. */
export class BadRegistration extends Error {}

/**
 * @param organization value of `x-ms-dynamics-organization`
 * @throws BadRegistration for an address or authentication values that cannot be used
 */
export function webhookRequest(
  endpoint: Endpoint,
  context: RemoteExecutionContext,
  organization: string,
): WebhookRequest {
  const { body, cut } = bodyOf(context);
  const { url, headers } = authenticated(endpoint);
  return {
    url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ms-dynamics-organization': organization,
      'x-ms-dynamics-entity-name': context.PrimaryEntityName,
      'x-ms-dynamics-request-name': context.MessageName,
      'x-ms-correlation-request-id': context.CorrelationId,
      ...(cut ? { 'x-ms-dynamics-msg-size-exceeded': 'True' } : {}),
      ...headers,
    },
    body,
  };
}

/** The JSON text, without ParentContext, InputParameters and both kinds of images when it would exceed 256 KB. */
export function bodyOf(context: RemoteExecutionContext): { readonly body: Buffer; readonly cut: boolean } {
  const whole = serialize(context);
  if (whole.length <= SIZE_LIMIT) return { body: whole, cut: false };
  return {
    body: serialize(Object.fromEntries(Object.entries(context).filter(([name]) => !LARGE.has(name)))),
    cut: true,
  };
}

/** The platform's serializer writes `/` as `\/`. */
function serialize(value: object): Buffer {
  return Buffer.from(JSON.stringify(value).replaceAll('/', '\\/'));
}

/** @throws BadRegistration */
export function authenticated(endpoint: Endpoint): {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const url = URL.parse(endpoint.url);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new BadRegistration('its URL is no http or https address');
  const value = endpoint.authValue ?? '';
  switch (endpoint.authType) {
    case WEBHOOK_KEY:
      url.searchParams.append('code', value);
      return { url: url.href, headers: {} };
    case HTTP_HEADER:
      return {
        url: url.href,
        headers: Object.fromEntries(settings(value).map(([name, each]) => [name.toLowerCase(), each])),
      };
    case HTTP_QUERY_STRING:
      for (const [name, each] of settings(value)) url.searchParams.append(name, each);
      return { url: url.href, headers: {} };
    default:
      throw new BadRegistration('its authentication type is not WebhookKey (4), HttpHeader (5) or HttpQueryString (6)');
  }
}

/** `<settings><setting name="…" value="…"/></settings>`, the form the Plug-in Registration tool writes. No other is known. */
function settings(xml: string): [string, string][] {
  const problem = 'its authentication value is not <settings><setting name="…" value="…"/></settings>';
  let root: ReturnType<typeof parseXml>;
  try {
    root = parseXml('authvalue', xml);
  } catch {
    // The parser's own text may quote the secret.
    throw new BadRegistration(problem);
  }
  if (root.nodeName !== 'settings') throw new BadRegistration(problem);
  return children(root, 'setting').map((each) => {
    const name = attribute(each, 'name');
    if (name === undefined) throw new BadRegistration(problem);
    return [name, attribute(each, 'value') ?? ''];
  });
}
