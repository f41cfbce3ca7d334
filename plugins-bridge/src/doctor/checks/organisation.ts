import { serviceRoot } from '../../dataverse/client.ts';
import { systemCode, transportProblem } from '../failures.ts';
import { type Check, fault, ok } from '../types.ts';

const where =
  'Set DATAVERSE_URL to the environment URL: Power Platform admin center → Environments → the environment → Environment URL.';

/** The URL is one of a Dataverse organisation. Without a sign-in Dataverse answers 401. */
export const organisation: Check = {
  name: 'organisation',
  async run({ organisation: http }) {
    const host = new URL(http.origin).host;
    let status: number;
    try {
      ({ status } = await http.request({ method: 'GET', path: serviceRoot, headers: { accept: 'application/json' } }));
    } catch (error) {
      return fault(whyNoAnswer(host, error), fixOf(systemCode(error)));
    }
    if (status === 401) return ok(`${host} asks for a sign-in, as Dataverse does`);
    if (status === 404) return fault(`${host} answers, but has no Dataverse Web API (HTTP 404)`, where);
    if (status >= 500)
      return fault(
        `${host} answers HTTP ${status}`,
        'Wait; the organisation is away or being updated. Run doctor again.',
      );
    return fault(`${host} answers HTTP ${status} where Dataverse asks for a sign-in: it is something else`, where);
  },
};

function whyNoAnswer(host: string, error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host ${host} (DNS)`;
    case 'ECONNREFUSED':
      return `${host} refuses the connection`;
    default:
      return `${host} gives no answer: ${transportProblem(error)}`;
  }
}

function fixOf(code: string | undefined): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ECONNREFUSED') return where;
  if (code?.includes('CERT') || code?.includes('SELF_SIGNED') || code?.includes('UNABLE_TO'))
    return 'A proxy replaces the certificate: name its certificate authority in NODE_EXTRA_CA_CERTS.';
  return `Allow outgoing HTTPS (port 443) from this machine, or correct the address. ${where}`;
}
