import { describe, expect, it } from '@jest/globals';
import { formatAddress, parseAddress } from './address.ts';

const APP = '11111111-0000-4000-8000-000000000001';
const ROW = '22222222-0000-4000-8000-000000000002';

describe('addresses', () => {
  it("reads the platform's addresses", () => {
    expect(
      parseAddress('/main.aspx', `?appid=${APP}&pagetype=entitylist&etn=contact&viewid={${ROW}}&viewType=1039`),
    ).toEqual({
      app: APP,
      keep: {},
      page: { kind: 'list', table: 'contact', viewId: ROW },
    });
    expect(
      parseAddress('/main.aspx', `?pagetype=entityrecord&etn=contact&id=%7B${ROW.toUpperCase()}%7D&theme=dark`),
    ).toEqual({
      keep: { theme: 'dark' },
      page: { kind: 'record', table: 'contact', id: ROW },
    });
    expect(parseAddress('/', '').page).toEqual({ kind: 'start' });
    expect(parseAddress('/main.aspx', `?appid=${APP}`).page).toEqual({ kind: 'app' });
    expect(parseAddress('/main.aspx', '?pagetype=dashboard').page).toEqual({ kind: 'dashboard' });
    expect(parseAddress('/main.aspx', `?pagetype=dashboard&id={${ROW}}&type=system`).page).toEqual({
      kind: 'dashboard',
      id: ROW,
    });
    expect(parseAddress('/main.aspx', '?pagetype=webresource&webresourceName=al_/help.html').page).toEqual({
      kind: 'webresource',
      name: 'al_/help.html',
    });
    expect(parseAddress('/main.aspx', '?pagetype=search').page).toEqual({ kind: 'unknown', pageType: 'search' });
  });

  it('keeps what a list was narrowed to', () => {
    const page = {
      kind: 'list',
      table: 'task',
      search: 'a&b',
      sort: '-createdon',
      filter: '[["a","eq",["1"]]]',
    } as const;
    const url = new URL(formatAddress({ keep: {}, page: { ...page, chart: 'default' } }), 'http://localhost');
    expect(parseAddress(url.pathname, url.search).page).toEqual({ ...page, chart: 'default' });
    const dashboard = { kind: 'dashboard', id: ROW } as const;
    const other = new URL(formatAddress({ keep: {}, page: dashboard }), 'http://localhost');
    expect(parseAddress(other.pathname, other.search).page).toEqual(dashboard);
  });

  it('takes an app by its unique name, and keeps it', () => {
    const address = parseAddress('/main.aspx', '?app=al_ActivityLogging&pagetype=entitylist&etn=contact');
    const url = new URL(formatAddress(address), 'http://localhost');
    expect(address.app).toBe('al_ActivityLogging');
    expect(parseAddress(url.pathname, url.search)).toEqual(address);
  });

  it('writes what it reads', () => {
    const address = {
      app: APP,
      keep: { theme: 'dark', lcid: '1031' },
      page: { kind: 'record', table: 'task', formId: ROW, defaults: { subject: 'a&b', regardingobjectid: ROW } },
    } as const;
    const url = new URL(formatAddress(address), 'http://localhost');
    expect(parseAddress(url.pathname, url.search)).toEqual(address);
  });
});
