import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../../config.ts';
import { transportProblem } from '../failures.ts';
import { type Check, count, fault, type Finding, ok, warning } from '../types.ts';

const dayMs = 86_400_000;
/** Days before its end at which a secret should be renewed (SPEC B-9). */
const early = 30;
const renew =
  'Make a new one beside it (Entra admin center → App registrations → the bridge → Certificates & secrets), configure it with its end, restart the bridge, then delete the old one.';

/** Settings of the credential that not every kind of sign-in has. */
type Credential = Pick<Config, 'dataFolder'> & {
  readonly certificatePath?: string | undefined;
  readonly clientSecretEnds?: string | undefined;
};

/** The sign-in lasts: the certificate says until when, the secret does not; then its setting does. */
export const expiry: Check = {
  name: 'expiry',
  async run({ config, now }) {
    const { certificatePath, clientSecretEnds }: Credential = config;
    if (certificatePath !== undefined) return ofCertificate(certificatePath, now());
    if (clientSecretEnds !== undefined) return until('the client secret', Date.parse(clientSecretEnds), now());
    return ok('no end of the credential is known');
  },
};

async function ofCertificate(path: string, now: number): Promise<Finding> {
  try {
    const { validTo } = new X509Certificate(await readFile(path));
    return until('the certificate', Date.parse(validTo), now);
  } catch (error) {
    return fault(
      `the certificate ${path} cannot be read: ${transportProblem(error)}`,
      'Name a PEM file with certificate and private key in AZURE_CLIENT_CERTIFICATE_PATH, readable for the user of the bridge.',
    );
  }
}

function until(what: string, end: number, now: number): Finding {
  const days = Math.floor((end - now) / dayMs);
  const date = new Date(end).toISOString().slice(0, 10);
  if (days < 0) return fault(`${what} ended on ${date}`, renew);
  return days < early
    ? warning(`${what} ends on ${date}, in ${count(days, 'day')}`, renew)
    : ok(`${what} lasts until ${date}`);
}
