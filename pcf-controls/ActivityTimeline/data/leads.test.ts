import { describe, expect, it } from '@jest/globals';
import { fakeUtils } from '../../test-support/mockContext';
import { fakeWebApi } from '../../test-support/fakeWebApi';
import { leadsOf } from './leads';

const rows = {
  contact: [{ contactid: 'c', _originatingleadid_value: 'made-it' }],
  opportunity: [{ opportunityid: 'o', _originatingleadid_value: 'made-it' }],
  lead: [
    { leadid: 'into-it', _parentcontactid_value: 'c', statecode: '1', modifiedon: '2026-02-01' },
    { leadid: 'made-it', _parentcontactid_value: 'c', statecode: '1', modifiedon: '2026-01-01' },
    { leadid: 'still-open', _parentcontactid_value: 'c', statecode: '0', modifiedon: '2026-03-01' },
  ],
};
const contact = { table: 'contact', id: 'c' };

describe('leadsOf', () => {
  it('L-23 names the lead a record was made of and the leads that were qualified into it', async () => {
    const platform = { webAPI: fakeWebApi(rows), utils: fakeUtils({ sales: true }) };
    expect(await leadsOf(platform, contact)).toEqual(['made-it', 'into-it']);
    expect(await leadsOf(platform, { table: 'opportunity', id: 'o' })).toEqual(['made-it']);
    expect(await leadsOf(platform, { table: 'lead', id: 'still-open' })).toEqual([]);
  });

  it('asks for no leads where the Sales solution is not installed', async () => {
    const webAPI = fakeWebApi(rows);
    expect(await leadsOf({ webAPI, utils: fakeUtils({}) }, contact)).toEqual([]);
    expect(webAPI.requests).toEqual([]);
  });

  it('does not look through leads for a user who may not read them', async () => {
    const platform = { webAPI: fakeWebApi(rows), utils: fakeUtils({ sales: true, readsLeads: false }) };
    expect(await leadsOf(platform, contact)).toEqual(['made-it']);
    expect(platform.webAPI.requests.map(({ table }) => table)).toEqual(['contact']);
  });
});
