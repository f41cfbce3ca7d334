import { describe, expect, it } from '@jest/globals';
import type { RecordRef } from '../../shared/record';
import { optionsOf, orderedLists } from './query';

const id = '11111111-2222-4333-8444-555555555555';
const optionsFor = (record: RecordRef, leads: readonly string[] = []): string[] =>
  orderedLists.map((list) => optionsOf(list, record, leads));
const filterOf = (table: string, leads: readonly string[] = []): string[] =>
  optionsFor({ table, id }, leads).map((options) => new URLSearchParams(options).get('$filter') ?? '');

describe('optionsOf', () => {
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

  it('L-23 a record has what was logged on the leads that became it', () => {
    const lead = '99999999-2222-4333-8444-555555555555';
    for (const filter of filterOf('contact', [lead])) {
      expect(filter).toMatch(
        `(_regardingobjectid_value eq ${id} or _al_contactid_value eq ${id} or _regardingobjectid_value eq ${lead} or _al_leadid_value eq ${lead}) and `,
      );
    }
  });

  it('names no column of the Sales solution on tables that do not need it', () => {
    for (const options of optionsFor({ table: 'contact', id })) expect(options).not.toMatch(/lead|opportunity/);
    for (const filter of filterOf('incident')) expect(filter).toMatch(`(_regardingobjectid_value eq ${id}) and `);
  });

  it('T-8 reads no body with the list', () => {
    for (const list of orderedLists) {
      const { table, orderBy } = list;
      const select =
        new URLSearchParams(optionsOf(list, { table: 'contact', id }, [])).get('$select')?.split(',') ?? [];
      expect(select).not.toContain('al_body');
      if (table === 'email' || orderBy === 'al_occurredon') expect(select).not.toContain('description');
      expect(select).toContain(orderBy);
    }
  });
});
