import type { HttpClient, HttpRequest } from './http-client.ts';

const methods: readonly HttpRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** `fetch` for libraries that bring requests of their own: by the outbound client, to its origin alone (SPEC B-12). */
export function fetchOver(http: HttpClient): (url: string, init: FetchInit) => Promise<Response> {
  return async (url, { method = 'GET', headers, body }) => {
    const { origin, pathname, search } = new URL(url);
    const known = methods.find((one) => one === method);
    if (origin !== http.origin || !known) throw new Error('This request is not for the configured origin.');
    const answer = await http.request({
      method: known,
      path: `${pathname}${search}`,
      headers: Object.fromEntries(new Headers(headers)),
      ...(body === undefined || body === null ? {} : { body: String(body) }),
    });
    const received = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value ?? []].flat()) received.append(name, one);
    }
    const isEmpty = [204, 205, 304].includes(answer.status);
    return new Response(isEmpty ? null : answer.body, { status: answer.status, headers: received });
  };
}

interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
