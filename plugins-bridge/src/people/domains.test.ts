import { describe, expect, it } from '@jest/globals';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { accountDomains, accountOfAddress } from './domains.ts';

const table = {
  table: 'account',
  set: 'accounts',
  primaryId: 'accountid',
  columns: new Map([['al_emaildomains', { type: 'String' }]]),
  navigation: () => undefined,
};
const metadata: Metadata = { refresh: () => undefined, table: async () => table };
const row = (accountid: string, al_emaildomains: string, createdon: string) => ({
  accountid,
  al_emaildomains,
  createdon,
});

function clientOf(pages: readonly object[], paths: string[]): DataverseClient {
  const client: Pick<DataverseClient, 'read'> = {
    async read(path) {
      paths.push(path);
      const page = pages[(paths.length - 1) % pages.length];
      if (!page) throw new Error('no such page');
      return page;
    },
  };
  return client as DataverseClient;
}

describe('domains of accounts', () => {
  it('B-8 are read page by page, once until they are old or forgotten; the oldest account counts', async () => {
    const paths: string[] = [];
    let now = 0;
    const pages = [
      {
        value: [row('B', 'x.example, @Y.example;', '2026-02')],
        '@odata.nextLink': 'https://o.example/api/data/v9.2/accounts?$skiptoken=2',
      },
      { value: [row('A', 'X.example', '2026-01')] },
    ];
    const domains = accountDomains(clientOf(pages, paths), metadata, 1000, () => now);
    const [first] = await Promise.all([domains.read(), domains.read()]);
    expect([...first]).toEqual([
      ['x.example', 'a'],
      ['y.example', 'b'],
    ]);
    expect(paths).toHaveLength(2);
    expect(paths[1]).toBe('accounts?$skiptoken=2');
    now = 999;
    await domains.read();
    expect(paths).toHaveLength(2);
    now = 1000;
    await domains.read();
    expect(paths).toHaveLength(4);
    domains.forget();
    await domains.read();
    expect(paths).toHaveLength(6);
  });

  it('what could not be read is asked for again', async () => {
    const paths: string[] = [];
    const domains = accountDomains(clientOf([], paths), metadata, 1000);
    await expect(domains.read()).rejects.toThrow();
    await expect(domains.read()).rejects.toThrow();
    expect(paths).toHaveLength(2);
  });

  it('B-8 the longest domain an address lies in wins, by whole names', () => {
    const known = new Map([
      ['x.example', 'wide'],
      ['eu.x.example', 'narrow'],
    ]);
    const of = (address: string): string | undefined => accountOfAddress(address, known);
    expect([of('a@X.example'), of('a@eu.x.example'), of('a@mail.eu.x.example'), of('a@us.x.example')]).toEqual([
      'wide',
      'narrow',
      'narrow',
      'wide',
    ]);
    expect([of('a@ax.example'), of('a@example'), of('nothing')]).toEqual([undefined, undefined, undefined]);
  });
});
