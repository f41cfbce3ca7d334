import { describe, expect, it } from '@jest/globals';
import { queriesFor } from './query';

const id = '11111111-2222-4333-8444-555555555555';
const filterOf = (table: string): string[] =>
  queriesFor({ table, id }).map((query) => new URLSearchParams(query.options).get('$filter') ?? '');

describe('queriesFor', () => {
  it.each([
    ['contact', '_al_contactid_value'],
    ['account', '_al_accountid_value'],
    ['lead', '_al_leadid_value'],
    ['opportunity', '_al_opportunityid_value'],
  ])('L-23 T-1 a %s has what is regarding it and what carries it in %s', (table, column) => {
    for (const filter of filterOf(table)) {
      expect(filter).toMatch(`(_regardingobjectid_value eq ${id} or ${column} eq ${id}) and `);
    }
  });

  it('names no column of the Sales solution on tables that do not need it', () => {
    for (const { options } of queriesFor({ table: 'contact', id })) expect(options).not.toMatch(/lead|opportunity/);
    for (const filter of filterOf('incident')) expect(filter).toMatch(`_regardingobjectid_value eq ${id} and `);
  });

  it('T-8 reads no body with the list', () => {
    for (const { options, table, orderBy } of queriesFor({ table: 'contact', id })) {
      const select = new URLSearchParams(options).get('$select')?.split(',') ?? [];
      expect(select).not.toContain('al_body');
      if (table === 'email' || orderBy === 'al_occurredon') expect(select).not.toContain('description');
      expect(select).toContain(orderBy);
    }
  });
});
