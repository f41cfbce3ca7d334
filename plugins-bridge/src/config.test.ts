import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

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
      '- AZURE_TENANT_ID',
      '- AZURE_CLIENT_SECRET',
      '- BRIDGE_PORT',
      '- SALESLOFT_CALLBACK_TOKENS',
    ]);
    expect(problems[1]).toBe('- AZURE_TENANT_ID: is missing');
    expect(problems.join()).not.toMatch(/secret"|99999|short"/);
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
    expect(problemsOf({ ...rest, AZURE_CLIENT_SECRET_FILE: '/gone' }, read)).toContain(
      '- AZURE_CLIENT_SECRET_FILE: cannot be read',
    );
    files['/etc/bridge.json'] = '{"tenantId":"file","port":1}';
    expect(readConfig({ ...complete, BRIDGE_CONFIG: '/etc/bridge.json' }, read)).toMatchObject({
      tenantId: 't',
      port: 1,
    });
  });

  it('asks for the API token when Salesloft is on', () => {
    expect(problemsOf({ ...complete, SALESLOFT_CALLBACK_TOKENS: 'token-one' })).toEqual([
      '- SALESLOFT_API_TOKEN: needed to ask Salesloft for people and users',
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
