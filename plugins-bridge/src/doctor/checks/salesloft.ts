import { httpClient } from '../../outbound/http-client.ts';
import { transportProblem } from '../failures.ts';
import { type Check, fault, ok } from '../types.ts';

/** Salesloft's API takes the token; asked only when the source is on. */
export const salesloft: Check = {
  name: 'salesloft',
  async run({ config: { salesloftTokens, salesloftApiToken, salesloftApiUrl } }) {
    if (!salesloftTokens || !salesloftApiToken) return ok('Salesloft is off');
    const http = httpClient(salesloftApiUrl, { timeoutMs: 20_000 });
    try {
      const headers = { accept: 'application/json', authorization: `Bearer ${salesloftApiToken}` };
      const { status } = await http.request({ method: 'GET', path: '/v2/users?per_page=1', headers });
      if (status === 200) return ok('the Salesloft API takes the token');
      if (status === 401 || status === 403)
        return fault(
          `the Salesloft API refuses the token (HTTP ${status})`,
          'Make a new API key (Salesloft → Your Applications → API Keys) and put it into SALESLOFT_API_TOKEN; then restart the bridge.',
        );
      return fault(
        `the Salesloft API answers HTTP ${status}`,
        'Run doctor again later; see https://status.salesloft.com.',
      );
    } catch (error) {
      return fault(
        `the Salesloft API gives no answer: ${transportProblem(error)}`,
        `Allow outgoing HTTPS to ${new URL(salesloftApiUrl).host}, or correct SALESLOFT_API_URL.`,
      );
    } finally {
      await http.close();
    }
  },
};
