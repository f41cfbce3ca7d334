import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { credentialKind } from './config/credential.ts';
import { readConfig } from './config.ts';
import { webhookSourcesOf } from './sources/configured.ts';

const complete = {
  DATAVERSE_URL: 'https://contoso.crm4.dynamics.com',
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
  AZURE_CLIENT_SECRET: 's',
};
const problemsOf = (environment: Record<string, string>, read?: (path: string) => string): string[] => {
  try {
    readConfig(environment, read);
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(1);
  }
  return [];
};

describe('configuration', () => {
  it('reads the environment, with defaults', () => {
    const config = readConfig({
      ...complete,
      BRIDGE_PORT: '0',
      SALESLOFT_CALLBACK_TOKENS: 'token-one, token-two',
      SALESLOFT_API_TOKEN: 'x',
    });
    expect(config).toMatchObject({
      port: 0,
      adminPort: 8485,
      salesloftTokens: ['token-one', 'token-two'],
      salesloftApiUrl: 'https://api.salesloft.com',
    });
  });

  it('B-9 tells every error at once and quotes no value', () => {
    const problems = problemsOf({
      DATAVERSE_URL: 'ftp://secret',
      BRIDGE_PORT: '99999',
      SALESLOFT_CALLBACK_TOKENS: 'short',
      AZURE_CLIENT_ID: 'c',
    });
    expect(problems.map((line) => line.split(':')[0])).toEqual([
      '- DATAVERSE_URL',
      '- BRIDGE_PORT',
      '- SALESLOFT_CALLBACK_TOKENS',
      '- SALESLOFT_API_TOKEN',
      '- AZURE_TENANT_ID',
      '- AZURE_CLIENT_SECRET',
    ]);
    expect(problems.slice(0, 3)).toEqual([
      '- DATAVERSE_URL: must be an http or https URL',
      '- BRIDGE_PORT: must be a whole number from 0 to 65535',
      '- SALESLOFT_CALLBACK_TOKENS: must be 1 to 2 values with commas or spaces between, each a text of at least 8 characters',
    ]);
    expect(problems[4]).toBe('- AZURE_TENANT_ID: is missing');
    expect(problems.join()).not.toMatch(/ftp|99999|short/);
  });

  it('B-9 takes hours of silence for all sources and for one', () => {
    expect(readConfig(complete).silenceHours).toEqual({ '*': 24 });
    expect(readConfig({ ...complete, BRIDGE_SILENCE_HOURS: '0' }).silenceHours).toEqual({ '*': 0 });
    expect(readConfig({ ...complete, BRIDGE_SILENCE_HOURS: '24, outreach=72.5' }).silenceHours).toEqual({
      ...{ '*': 24, outreach: 72.5 },
    });
    expect(problemsOf({ ...complete, BRIDGE_SILENCE_HOURS: 'a day' })).toEqual([
      '- BRIDGE_SILENCE_HOURS: must be hours, e.g. 24 outreach=72',
    ]);
  });

  it('B-12 takes hosts that may be private', () => {
    expect(readConfig(complete).privateHosts).toEqual([]);
    expect(readConfig({ ...complete, BRIDGE_PRIVATE_HOSTS: 'a.intern, b.intern' }).privateHosts).toEqual([
      'a.intern',
      'b.intern',
    ]);
    expect(problemsOf({ ...complete, BRIDGE_PRIVATE_HOSTS: 'https://a.intern' })).toHaveLength(1);
  });

  it('B-1 sources are switched on by their secrets, two while they rotate', () => {
    const config = readConfig({
      ...complete,
      OUTREACH_WEBHOOK_SECRETS: 'secret-one,secret-two',
      OUTREACH_API_TOKEN: 'x',
      AIRCALL_TOKENS: 'token-one',
      ZOOM_SECRET_TOKENS: 'token-one token-two',
    });
    expect(config).toMatchObject({
      outreachSecrets: ['secret-one', 'secret-two'],
      aircallTokens: ['token-one'],
      zoomSecretTokens: ['token-one', 'token-two'],
      requestsPerMinute: 60_000,
    });
    expect(webhookSourcesOf(config, {}).map(({ name }) => name)).toEqual(['outreach', 'aircall', 'zoom']);
    expect(problemsOf({ ...complete, ZOOM_SECRET_TOKENS: 'one-secret two-secret three-secret' })).toEqual([
      expect.stringMatching(/^- ZOOM_SECRET_TOKENS: /),
    ]);
    expect(problemsOf({ ...complete, OUTREACH_WEBHOOK_SECRETS: 'secret-one' })).toEqual([
      '- OUTREACH_API_TOKEN: needed to ask Outreach for people and users, or OUTREACH_CLIENT_ID and a sign-in',
    ]);
  });

  it('B-8 takes the country of national telephone numbers in either case, and no other text', () => {
    expect(readConfig({ ...complete, BRIDGE_DEFAULT_COUNTRY: 'de' }).defaultCountry).toBe('DE');
    expect(readConfig(complete).defaultCountry).toBeUndefined();
    expect(problemsOf({ ...complete, BRIDGE_DEFAULT_COUNTRY: 'Germany' })).toEqual([
      '- BRIDGE_DEFAULT_COUNTRY: is no ISO 3166 alpha-2 code of a country',
    ]);
  });

  it('takes secrets from mounted files and settings from a file; the environment wins', () => {
    const files: Record<string, string> = {
      '/run/secret': 'from file\n',
      '/etc/bridge.json': '{"tenantId":"file","port":1,"unknown":true}',
    };
    const read = (path: string): string =>
      files[path] ??
      (() => {
        throw new Error('no file');
      })();
    const rest = { ...complete, AZURE_CLIENT_SECRET: '' };
    const config = readConfig({ ...rest, AZURE_CLIENT_SECRET_FILE: '/run/secret' }, read);
    expect(config.clientSecret).toBe('from file');
    expect(problemsOf({ ...complete, BRIDGE_CONFIG: '/etc/bridge.json' }, read)).toEqual([
      '- BRIDGE_CONFIG: there is no setting unknown',
    ]);
    expect(problemsOf({ ...rest, AZURE_CLIENT_SECRET_FILE: '/gone' }, read)).toEqual([
      '- AZURE_CLIENT_SECRET_FILE: the file cannot be read',
    ]);
    files['/etc/bridge.json'] = '{"tenantId":"file","port":1}';
    expect(readConfig({ ...complete, BRIDGE_CONFIG: '/etc/bridge.json' }, read)).toMatchObject({
      tenantId: 't',
      port: 1,
    });
  });

  it('asks for the API token when Salesloft is on', () => {
    expect(problemsOf({ ...complete, SALESLOFT_CALLBACK_TOKENS: 'token-one' })).toEqual([
      '- SALESLOFT_API_TOKEN: needed to ask Salesloft for people and users, or SALESLOFT_CLIENT_ID and a sign-in',
    ]);
  });

  it('B-1 takes one or two event secrets of the form of Standard Webhooks', () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect(readConfig({ ...complete, BRIDGE_EVENT_SECRETS: `${secret} ${secret}` }).eventSecrets).toEqual([
      secret,
      secret,
    ]);
    expect(readConfig(complete).eventSecrets).toBeUndefined();
    for (const wrong of ['whsec_short', `${secret},plain-secret-of-some-length`, `${secret},${secret},${secret}`]) {
      const [problem, ...rest] = problemsOf({ ...complete, BRIDGE_EVENT_SECRETS: wrong });
      expect(problem).toMatch(/^- BRIDGE_EVENT_SECRETS: /);
      expect([rest, problem?.includes(secret)]).toEqual([[], false]);
    }
  });

  it('B-9 names the setting that an unknown variable is written like', () => {
    expect(
      problemsOf({
        ...complete,
        BRIDGE_PROT: '1',
        BRIDGE_WEBHOOK_SECRETS_FILE: '/x',
        BRIDGE_TEA: 'x',
        OTHER_PORT: 'x',
      }),
    ).toEqual([
      '- BRIDGE_PROT: there is no such setting; did you mean BRIDGE_PORT?',
      '- BRIDGE_TEA: there is no such setting; did you mean BRIDGE_DATA?',
      '- BRIDGE_WEBHOOK_SECRETS_FILE: there is no such setting; did you mean BRIDGE_WEBHOOK_SECRET_FILE?',
    ]);
    expect(problemsOf({ ...complete, BRIDGE_CONFIG: '/c' }, () => '{"porrt":1,"constructor":2}')).toEqual([
      '- BRIDGE_CONFIG: there is no setting porrt; did you mean port?',
      '- BRIDGE_CONFIG: there is no setting constructor',
    ]);
  });

  it('B-9 is not disturbed by the variables Kubernetes sets beside a service named bridge, and names them where they are', () => {
    const links = {
      BRIDGE_SERVICE_HOST: '10.0.0.1',
      BRIDGE_PORT_8484_TCP_ADDR: '10.0.0.1',
      BRIDGE_SERVICE_PORT_HTTP: '1',
    };
    expect(readConfig({ ...complete, ...links }).port).toBe(8484);
    expect(problemsOf({ ...complete, BRIDGE_PORT: 'tcp://10.0.0.1:8484' })).toEqual([
      '- BRIDGE_PORT: must be a whole number from 0 to 65535; a Kubernetes service named bridge sets it: switch enableServiceLinks off',
    ]);
  });

  it('B-9 an empty value is none, in the environment, in the file and in a mounted file', () => {
    const read = (path: string): string =>
      path === '/empty' ? '\n' : '\uFEFF{"port":"","adminPort":null,"maxBodyBytes":"  ","logLevel":"debug"}';
    expect(() => readConfig({ ...complete, BRIDGE_CONFIG: '/c' }, read)).toThrow(
      'BRIDGE_MAX_BODY_BYTES: must be a whole number, at least 1024',
    );
    expect(
      readConfig({ ...complete, BRIDGE_CONFIG: '/c', BRIDGE_MAX_BODY_BYTES: '2048', BRIDGE_PORT: ' ' }, read),
    ).toMatchObject({
      port: 8484,
      adminPort: 8485,
      maxBodyBytes: 2048,
      logLevel: 'debug',
    });
    expect(problemsOf({ ...complete, BRIDGE_WEBHOOK_SECRET_FILE: '/empty' }, read)).toEqual([
      '- BRIDGE_WEBHOOK_SECRET_FILE: the file is empty',
    ]);
    expect(problemsOf({ ...complete, AZURE_CLIENT_SECRET: '', AZURE_CLIENT_SECRET_FILE: '/empty' }, read)).toEqual([
      '- AZURE_CLIENT_SECRET_FILE: the file is empty',
    ]);
  });

  it('B-9 a file that is none, cannot be read or is no JSON object is named; so is a value that is given twice', () => {
    const folder = mkdtempSync(join(tmpdir(), 'al-config-'));
    writeFileSync(join(folder, 'list.json'), '[1]');
    writeFileSync(join(folder, 'text.json'), 'port: 1');
    expect(problemsOf({ ...complete, BRIDGE_CONFIG: folder })).toEqual([
      '- BRIDGE_CONFIG: the file cannot be read (EISDIR)',
    ]);
    expect(problemsOf({ ...complete, BRIDGE_CONFIG: join(folder, 'gone.json') })).toEqual([
      '- BRIDGE_CONFIG: the file cannot be read (ENOENT)',
    ]);
    for (const name of ['list.json', 'text.json']) {
      expect(problemsOf({ ...complete, BRIDGE_CONFIG: join(folder, name) })).toEqual([
        '- BRIDGE_CONFIG: the file is no JSON object',
      ]);
    }
    expect(problemsOf({ ...complete, AZURE_CLIENT_SECRET_FILE: join(folder, 'list.json') })).toEqual([
      '- AZURE_CLIENT_SECRET: is set twice, AZURE_CLIENT_SECRET_FILE is set as well',
    ]);
    // Of the working directory, whatever the folder of the file.
    writeFileSync(join(folder, 'secret'), 'from a file');
    const path = relative(process.cwd(), join(folder, 'secret'));
    expect(readConfig({ ...complete, AZURE_CLIENT_SECRET: '', AZURE_CLIENT_SECRET_FILE: path }).clientSecret).toBe(
      'from a file',
    );
    rmSync(folder, { recursive: true });
  });
});

describe('sign-in', () => {
  const base = { DATAVERSE_URL: complete.DATAVERSE_URL, AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' };
  const pem = '-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----';
  const kindOf = (environment: Record<string, string>): string | undefined =>
    credentialKind(readConfig(environment, () => pem));

  it('B-9 follows from what is set', () => {
    expect(kindOf(complete)).toBe('secret');
    expect(kindOf({ ...base, AZURE_CLIENT_CERTIFICATE_PATH: 'c.pem' })).toBe('certificate');
    expect(kindOf({ ...base, AZURE_FEDERATED_TOKEN_FILE: '/var/run/token' })).toBe('workload-identity');
    expect(kindOf({ DATAVERSE_URL: base.DATAVERSE_URL, BRIDGE_CREDENTIAL: 'managed-identity' })).toBe(
      'managed-identity',
    );
    expect(kindOf({ ...complete, AZURE_FEDERATED_TOKEN_FILE: '/t', BRIDGE_CREDENTIAL: 'secret' })).toBe('secret');
  });

  it('B-9 none, two, an unknown or an incomplete one is an error that says what to do', () => {
    expect(problemsOf(base)).toEqual([
      '- AZURE_CLIENT_SECRET: is missing; or set AZURE_CLIENT_CERTIFICATE_PATH or AZURE_FEDERATED_TOKEN_FILE, or BRIDGE_CREDENTIAL to managed-identity',
    ]);
    expect(problemsOf({ ...complete, AZURE_FEDERATED_TOKEN_FILE: '/t' })).toEqual([
      '- BRIDGE_CREDENTIAL: must say which one to use, because several are set: AZURE_CLIENT_SECRET, AZURE_FEDERATED_TOKEN_FILE',
    ]);
    expect(problemsOf({ ...complete, BRIDGE_CREDENTIAL: 'password' })).toEqual([
      '- BRIDGE_CREDENTIAL: must be one of secret, certificate, workload-identity, managed-identity',
    ]);
    expect(problemsOf({ ...complete, BRIDGE_CREDENTIAL: 'certificate' })).toEqual([
      '- AZURE_CLIENT_CERTIFICATE_PATH: is missing',
    ]);
    expect(problemsOf({ ...base, AZURE_CLIENT_CERTIFICATE_PATH: '/gone.pem' })).toEqual([
      '- AZURE_CLIENT_CERTIFICATE_PATH: the file cannot be read (ENOENT)',
    ]);
    expect(
      problemsOf({ ...base, AZURE_CLIENT_CERTIFICATE_PATH: 'c.pem' }, () => '-----BEGIN CERTIFICATE-----'),
    ).toEqual(['- AZURE_CLIENT_CERTIFICATE_PATH: must be a PEM file with the certificate and its private key']);
    expect(problemsOf({ ...base, AZURE_FEDERATED_TOKEN_FILE: '/gone' })).toEqual([
      '- AZURE_FEDERATED_TOKEN_FILE: the file cannot be read (ENOENT)',
    ]);
  });

  it('B-6 takes further application users as JSON, and quotes nothing of what is none', () => {
    const more = [{ clientId: 'd', clientSecret: 'quiet' }];
    expect(readConfig({ ...complete, BRIDGE_MORE_APP_USERS: JSON.stringify(more) }).moreAppUsers).toEqual(more);
    expect(readConfig(complete).moreAppUsers).toEqual([]);
    for (const wrong of ['quiet', '[{"clientId":"quiet"}]', '{"clientId":"d","clientSecret":"quiet"}']) {
      const problems = problemsOf({ ...complete, BRIDGE_MORE_APP_USERS: wrong });
      expect(problems).toEqual([expect.stringMatching(/^- BRIDGE_MORE_APP_USERS: /)]);
      expect(problems.join('')).not.toContain('quiet');
    }
  });
});
