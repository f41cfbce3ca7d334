import { describe, expect, it } from '@jest/globals';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { findOpportunities, type OpportunityQuestion } from './opportunities.ts';

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const opportunity = {
  table: 'opportunity',
  set: 'opportunities',
  primaryId: 'opportunityid',
  columns: new Map(['parentcontactid', 'customerid', 'parentaccountid'].map((name) => [name, { type: 'Lookup' }])),
  navigation: () => undefined,
};
const withSales: Metadata = { refresh: () => undefined, table: async () => opportunity };
const withoutSales: Metadata = { refresh: () => undefined, table: async () => undefined };

function platform(rows: readonly object[]) {
  const batches: number[] = [];
  const client: Pick<DataverseClient, 'batch'> = {
    async batch(parts) {
      batches.push(parts.length);
      return parts.map(() => [{ status: 200, headers: {}, body: { value: rows } }]);
    },
  };
  const find = async (questions: readonly OpportunityQuestion[], metadata = withSales) =>
    findOpportunities(questions, 'none', client as DataverseClient, metadata);
  return { batches, find };
}

describe('opportunities', () => {
  it('L-23 one batch for many questions; a row that two queries find counts once', async () => {
    const { batches, find } = platform([
      { opportunityid: guid(1), statecode: 0, modifiedon: '2026', _parentcontactid_value: guid(2) },
    ]);
    const found = await find(Array.from({ length: 150 }, () => ({ personId: guid(2), accountId: guid(3) })));
    expect(batches).toEqual([2]);
    expect(found).toEqual(Array.from({ length: 150 }, () => ({ table: 'opportunity', id: guid(1) })));
  });

  it('L-23 asks nothing without Sales, and nothing that no row can answer', async () => {
    const { batches, find } = platform([{ opportunityid: guid(1), statecode: 0 }]);
    expect(await find([{ personId: guid(2) }], withoutSales)).toEqual([undefined]);
    expect(await find([{}, { dealId: 'D-17' }])).toEqual([undefined, undefined]);
    expect(batches).toEqual([]);
  });
});
