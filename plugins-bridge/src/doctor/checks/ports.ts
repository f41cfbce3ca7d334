import { createServer } from 'node:net';
import { httpClient } from '../../outbound/http-client.ts';
import { systemCode, transportProblem } from '../failures.ts';
import { type Check, fault, ok } from '../types.ts';
import { isLive } from './public-address.ts';

/** The ports are the bridge's, or free for it. */
export const ports: Check = {
  name: 'ports',
  async run({ config: { host, port, adminPort } }) {
    if (port !== 0 && (await bridgeAnswers(host, port))) return ok(`the bridge is running at ${host}:${port}`);
    for (const [at, number, variable] of [
      [host, port, 'BRIDGE_PORT'],
      ['127.0.0.1', adminPort, 'BRIDGE_ADMIN_PORT'],
    ] as const) {
      const problem = await whyNotFree(at, number);
      if (problem)
        return fault(
          `${at}:${number} cannot be used: ${problem}`,
          `Stop what uses it (\`ss -ltnp 'sport = :${number}'\` names it), or set ${variable} to a free port.`,
        );
    }
    return ok(`the bridge is not running; its ports ${port} and ${adminPort} are free`);
  },
};

async function bridgeAnswers(host: string, port: number): Promise<boolean> {
  const at = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host;
  const http = httpClient(`http://${at}:${port}`, { timeoutMs: 5_000 });
  try {
    const { status, body } = await http.request({ method: 'GET', path: '/health/live' });
    return status === 200 && isLive(body);
  } catch {
    // Nobody there, or something that speaks no HTTP: whether the port is free is asked next.
    return false;
  } finally {
    await http.close();
  }
}

function whyNotFree(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) =>
      done(systemCode(error) === 'EADDRINUSE' ? 'another program uses it' : transportProblem(error)),
    );
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}
