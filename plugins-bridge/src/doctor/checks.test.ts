import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { readConfig } from '../config.ts';
import { DataverseError } from '../dataverse/errors.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { expiry } from './checks/expiry.ts';
import { queue } from './checks/queue.ts';
import { signIn } from './checks/sign-in.ts';
import type { Finding, Parts } from './types.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = Date.parse('2026-11-22T12:00:00Z');
const base = readConfig({
  DATAVERSE_URL: 'https://contoso.crm4.dynamics.com',
  AZURE_TENANT_ID: 'tenant',
  AZURE_CLIENT_ID: 'application',
  AZURE_CLIENT_SECRET: 'secret',
  BRIDGE_DATA: folder,
});
/** These checks ask nothing of Dataverse; one that did would say so. */
function notAsked(): never {
  throw new Error('Dataverse was asked');
}
function parts(more: Readonly<Record<string, unknown>>, whoAmI: Parts['whoAmI'] = notAsked): Parts {
  return {
    config: { ...base, ...more },
    client: {
      send: notAsked,
      batch: notAsked,
      batchWhenFree: notAsked,
      read: notAsked,
      write: notAsked,
      requests: notAsked,
    },
    metadata: { table: notAsked, refresh: notAsked },
    organisation: { origin: base.dataverseUrl, request: notAsked, close: notAsked },
    now: () => now,
    readSpace: notAsked,
    whoAmI,
    configuration: notAsked,
    solutions: notAsked,
  };
}
const said = (finding: Finding): string =>
  `${finding.status}: ${finding.found}${'fix' in finding ? ` -> ${finding.fix}` : ''}`;

describe('doctor: sign-in', () => {
  const refused = async (failure: Error): Promise<string> =>
    said(await signIn.run(parts({}, () => Promise.reject(failure))));
  const noToken = (message: string): Error =>
    new PassingFailure(reason('platform-unavailable', 'no token'), { cause: new Error(message) });

  it('B-9 tells the codes of Entra ID in plain words, and where a code is looked up that it does not know', async () => {
    expect(await refused(noToken('AADSTS7000222: The provided client secret keys are expired.'))).toMatch(
      /^fault: the client secret has expired \(AADSTS7000222\) -> Make a new secret/,
    );
    expect(await refused(noToken('AADSTS700016: not found in the directory'))).toMatch(
      /AZURE_CLIENT_ID and AZURE_TENANT_ID/,
    );
    expect(await refused(noToken('invalid_client: AADSTS999999: Something new. Trace ID: 1'))).toMatch(
      /AADSTS999999: Something new.*error\?code=999999/,
    );
    expect(await refused(noToken('getaddrinfo ENOTFOUND login.microsoftonline.com'))).toMatch(
      /could not be asked for a token: getaddrinfo.* -> Allow outgoing HTTPS to login\.microsoftonline\.com/,
    );
  });

  it('B-9 tells an application that is no user of the organisation', async () => {
    const error = { failure: 'privilege', status: 403, code: '0x80072560', message: 'not a member' } as const;
    expect(await refused(new DataverseError(error, 'GET WhoAmI()'))).toMatch(
      /is no user of the organisation -> .*New app user, with the role Activity Logging Bridge/,
    );
  });
});

describe('doctor: expiry', () => {
  it('B-9 warns 30 days before a secret ends, and calls one that has ended a fault', async () => {
    const of = async (ends: string): Promise<string> => said(await expiry.run(parts({ clientSecretEnds: ends })));
    expect(await of('2027-11-22')).toBe('ok: the client secret lasts until 2027-11-22');
    expect(await of('2026-12-01')).toMatch(
      /^warning: the client secret ends on 2026-12-01, in 8 days -> Make a new one/,
    );
    expect(await of('2026-11-01')).toMatch(/^fault: the client secret ended on 2026-11-01 -> /);
  });

  it('B-9 reads the end of a certificate from the certificate', async () => {
    const made = await generate([{ name: 'commonName', value: 'bridge' }], {
      keySize: 2048,
      notBeforeDate: new Date(now - 86_400_000),
      notAfterDate: new Date(now + 10.5 * 86_400_000),
    });
    const path = join(folder, 'certificate.pem');
    writeFileSync(path, `${made.private}\n${made.cert}`);
    expect(said(await expiry.run(parts({ certificatePath: path })))).toMatch(
      /^warning: the certificate ends on 2026-12-0\d, in 10 days/,
    );
    expect(said(await expiry.run(parts({ certificatePath: join(folder, 'none.pem') })))).toMatch(
      /^fault: the certificate .*none\.pem cannot be read: ENOENT.* -> .*AZURE_CLIENT_CERTIFICATE_PATH/,
    );
  });
});

describe('doctor: queue', () => {
  it('B-9 tells a server that does not answer, without the password', async () => {
    const finding = said(await queue.run(parts({ queueUrl: 'postgres://bridge:hidden@127.0.0.1:1/queue' })));
    expect(finding).toMatch(
      /^fault: PostgreSQL at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.* -> .*BRIDGE_QUEUE_URL/,
    );
    expect(finding).not.toContain('hidden');
  });

  it('B-9 tells that there is no file yet, and that there is one', async () => {
    expect(said(await queue.run(parts({})))).toMatch(/^ok: there is no .*queue\.sqlite yet/);
    writeFileSync(join(folder, 'queue.sqlite'), '');
    expect(said(await queue.run(parts({})))).toMatch(/^ok: .*queue\.sqlite can be read and written$/);
  });
});
