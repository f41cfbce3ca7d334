import { createServer } from 'node:http';

/** True when the redirect comes to this machine, without TLS: then the command can wait for it itself. */
export function canListen(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/**
 * Waits for the operator's browser to come back from the source. What does not carry the state of this sign-in is refused, and waiting
 * goes on: any page could send a browser here.
 *
 * @returns the whole address the browser asked for.
 * @throws when nobody came in time, or the port is taken.
 */
export async function waitForRedirect(
  redirectUri: string,
  {
    state,
    withinMs,
    onListening,
  }: { readonly state: string; readonly withinMs: number; readonly onListening: () => void },
): Promise<URL> {
  const { hostname, port, pathname } = new URL(redirectUri);
  const server = createServer();
  try {
    return await new Promise<URL>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nobody signed in within ten minutes.')), withinMs);
      server.on('close', () => clearTimeout(timer));
      server.on('error', (cause) =>
        reject(new Error(`The address ${redirectUri} cannot be listened at; see BRIDGE_OAUTH_REDIRECT.`, { cause })),
      );
      server.on('request', (request, response) => {
        const asked = new URL(request.url ?? '/', redirectUri);
        const belongs = asked.pathname === pathname && asked.searchParams.get('state') === state;
        const text = belongs ? 'Done. You can close this window.' : 'This address belongs to no sign-in.';
        response.writeHead(belongs ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
        response.end(`${text}\n`, () => belongs && resolve(asked));
      });
      server.listen(
        Number(port || 80),
        hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/[[\]]/g, ''),
        onListening,
      );
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
