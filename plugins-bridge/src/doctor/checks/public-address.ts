import { httpClient } from '../../outbound/http-client.ts';
import { systemCode, transportProblem } from '../failures.ts';
import { type Check, fault, ok } from '../types.ts';

/** The bridge answers at the address the platform and the sources are told. Asked from here: a firewall before others is not seen. */
export const publicAddress: Check = {
  name: 'public address',
  async run({ config: { publicUrl, host, port } }) {
    if (!publicUrl) return ok('BRIDGE_PUBLIC_URL is not set: nothing calls the bridge from outside');
    const http = httpClient(publicUrl, { timeoutMs: 10_000 });
    const path = '/health/live';
    const url = new URL(path, publicUrl).href;
    try {
      const { status, body } = await http.request({ method: 'GET', path });
      if (status === 200 && isLive(body)) return ok(`a bridge answers at ${url}`);
      return fault(
        `${url} answers HTTP ${status}, but that is not the bridge`,
        `Have the reverse proxy pass the paths /sources, /events, /platform and /health on to the bridge at ${host}:${port}.`,
      );
    } catch (error) {
      const code = systemCode(error);
      return fault(
        `nothing answers at ${url}: ${transportProblem(error) || String(code)}`,
        code === 'ENOTFOUND'
          ? 'Correct BRIDGE_PUBLIC_URL, or make the DNS record of its host.'
          : `Start the bridge (\`activity-logging bridge\`), open the port of BRIDGE_PUBLIC_URL in the firewall, and have the reverse proxy pass it on to ${host}:${port}.`,
      );
    } finally {
      await http.close();
    }
  },
};

/** The answer of the bridge's own `/health/live`. */
export function isLive(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && 'live' in parsed && parsed.live === true;
  } catch {
    return false;
  }
}
