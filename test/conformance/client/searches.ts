/** Dataverse search, version 1.0: what the client takes unless told otherwise. */
import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import type { World } from './world.ts';

/** What version 1.0 tells of a hit; the client's types know only those of 2.0. */
const told = (hit: object, name: 'entityname' | 'objectid'): unknown => Reflect.get(hit, `@search.${name}`);

export const searches: readonly Case<World>[] = [
  {
    name: 'query: rows by a word, one table, with their count',
    async run({ api, account }) {
      const answer = await api.query({
        query: { search: 'client account', searchMode: 'all', entities: ['account'], returnTotalRecordCount: true },
      });
      assert.deepEqual(
        answer.value.map((hit) => [told(hit, 'entityname'), told(hit, 'objectid')]),
        [['account', account]],
      );
      assert.equal(answer.totalrecordcount, 1);
    },
  },
  {
    name: 'search: the older name of query',
    async run({ api, contacts }) {
      const { value } = await api.search('client');
      for (const id of contacts)
        assert.ok(
          value.some((hit) => told(hit, 'objectid') === id),
          id,
        );
    },
  },
  {
    name: 'suggest: rows by the beginning of a word',
    async run({ api, account }) {
      const { value } = await api.suggest<object>({ query: { search: 'acco', entities: ['account'] } });
      const own = value.find((each) => told(each.document, 'objectid') === account);
      assert.equal(own?.text, 'Client {crmhit}acco{/crmhit}unt');
    },
  },
  {
    name: 'autocomplete: the rest of a word',
    async run({ api }) {
      const { value } = await api.autocomplete({ query: { search: 'acc', entities: ['account'] } });
      assert.equal(value, '{crmhit}acc{/crmhit}ount');
    },
  },
];
