import { constants, createPublicKey, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificateIn } from '../../../local-dataverse/src/platform/tokens/certificate.ts';
import { credentialOf } from './credential.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-credential-'));
const forms: URLSearchParams[] = [];
let authority: Server;
let authorityHost: string;
let certificatePath: string;
let clientKey: string;

/** An authority that gives a token to whoever can prove to have the key of the application's certificate. */
beforeAll(async () => {
  mkdirSync(join(folder, 'client'));
  const [own, client] = [await certificateIn(folder), await certificateIn(join(folder, 'client'))];
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), own.cert]);
  clientKey = client.cert;
  certificatePath = join(folder, 'client.pem');
  writeFileSync(certificatePath, `${client.cert}\n${client.key}`);
  authority = createServer({ key: own.key, cert: own.cert }, (request, response) => {
    const answer = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET') {
      const base = `${authorityHost}/tenant`;
      const token_endpoint = `${base}/oauth2/v2.0/token`;
      return answer(200, { issuer: `${base}/v2.0`, token_endpoint, authorization_endpoint: base, jwks_uri: base });
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      forms.push(form);
      const proved =
        form.get('client_assertion') === 'a token of the cluster' || proves(form.get('client_assertion') ?? '');
      if (proved) answer(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'granted' });
      else answer(401, { error: 'invalid_client', error_description: 'AADSTS700027: the signature is wrong.' });
    });
  });
  await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve));
  authorityHost = `https://127.0.0.1:${(authority.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  authority.closeAllConnections();
  await new Promise((resolve) => authority.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Whether an assertion is of application `app` and signed with the key of its certificate. */
function proves(assertion: string): boolean {
  const [head = '', body = '', signature = ''] = assertion.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { alg } = read(head);
  const { iss, sub, aud } = read(body);
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = { key: createPublicKey(clientKey), padding, saltLength: 32 };
  const signed = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  return signed && iss === 'app' && sub === 'app' && String(aud).startsWith(`${authorityHost}/tenant/`);
}

describe('sign-in', () => {
  const scope = 'https://contoso.crm4.dynamics.com/.default';
  const application = { tenantId: 'tenant', clientId: 'app' };

  it('B-9 by certificate: an authority that checks the assertion gives a token, and none for another key', async () => {
    const credential = credentialOf({ ...application, authorityHost, certificatePath });
    expect((await credential.getToken(scope))?.token).toBe('granted');
    expect(forms.at(-1)?.get('scope')).toContain(scope);
    expect(forms.at(-1)?.get('client_secret')).toBeNull();
    const other = await certificateIn(mkdtempSync(join(folder, 'other-')));
    writeFileSync(join(folder, 'other.pem'), `${other.cert}\n${other.key}`);
    const stranger = credentialOf({ ...application, authorityHost, certificatePath: join(folder, 'other.pem') });
    await expect(stranger.getToken(scope)).rejects.toThrow('AADSTS700027');
  });

  it('B-9 by workload identity: the token of the file is what proves who asks', async () => {
    const federatedTokenFile = join(folder, 'token');
    writeFileSync(federatedTokenFile, 'a token of the cluster');
    const credential = credentialOf({ ...application, authorityHost, federatedTokenFile });
    expect((await credential.getToken(scope))?.token).toBe('granted');
    expect(forms.at(-1)?.get('client_id')).toBe('app');
  });

  it('B-9 by managed identity or secret: the credential of the kind; nothing chosen is an error', () => {
    const kindOf = (settings: Parameters<typeof credentialOf>[0]): string => credentialOf(settings).constructor.name;
    expect(kindOf({ credential: 'managed-identity' })).toBe('ManagedIdentityCredential');
    expect(kindOf({ credential: 'managed-identity', clientId: 'app' })).toBe('ManagedIdentityCredential');
    expect(kindOf({ ...application, clientSecret: 's' })).toBe('ClientSecretCredential');
    expect(() => credentialOf(application)).toThrow('No way to sign in');
    expect(() => credentialOf({ clientSecret: 's' })).toThrow('tenantId');
  });
});
