/** The certificate of the local token endpoint: MSAL talks to an authority over https only. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomUUID, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The certificate kept in `dataDir`, made anew when there is none or it ends within a day. */
export async function certificateIn(dataDir: string): Promise<Certificate> {
  const caFile = join(dataDir, 'ca.pem');
  const keyFile = join(dataDir, 'authority-key.pem');
  if (existsSync(caFile) && existsSync(keyFile)) {
    const cert = readFileSync(caFile, 'utf8');
    if (Date.parse(new X509Certificate(cert).validTo) > Date.now() + dayMs)
      return { cert, key: readFileSync(keyFile, 'utf8'), caFile };
  }
  // A name of its own: OpenSSL finds an issuer by name, and one process may trust several of these.
  const made = await generate([{ name: 'commonName', value: `Local Dataverse authority ${randomUUID()}` }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 365 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  writeFileSync(keyFile, made.private, { mode: 0o600 });
  writeFileSync(caFile, made.cert);
  return { cert: made.cert, key: made.private, caFile };
}
