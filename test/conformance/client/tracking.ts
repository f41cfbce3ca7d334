/** What reads tell beyond rows: changes since, and how many there are. */
import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import { made, type Row, type World } from './world.ts';

export const tracking: readonly Case<World>[] = [
  {
    name: 'trackChanges gives a delta link that tells what changed and what went',
    async run({ api }) {
      const filter = { collection: 'leads', select: ['subject'], trackChanges: true };
      const before = await api.retrieveMultiple<Row>(filter);
      const link = before['@odata.deltaLink'] as string;
      assert.match(link, /\$deltatoken=/);
      const kept = await made(api, 'leads', { subject: 'tracked', lastname: 'l' });
      const gone = await made(api, 'leads', { subject: 'gone', lastname: 'l' });
      const between = await api.retrieveMultiple<Row>(filter);
      await api.deleteRecord({ collection: 'leads', key: gone });
      const { value } = await api.retrieveMultiple<Row>(filter, link);
      assert.ok(
        value.some((row) => row['leadid'] === kept && row['subject'] === 'tracked'),
        JSON.stringify(value),
      );
      const later = await api.retrieveMultiple<Row>(filter, between['@odata.deltaLink'] as string);
      assert.deepEqual(
        later.value.map((row) => [row['id'], row['reason']]),
        [[gone, 'deleted']],
      );
    },
  },
  {
    name: 'callFunction: RetrieveTotalRecordCount',
    async run({ api }) {
      const answer = await api.callFunction<Row>({
        name: 'RetrieveTotalRecordCount',
        parameters: { EntityNames: ['contact', 'account'] },
      });
      const { Keys, Values } = answer['EntityRecordCountCollection'] as { Keys: string[]; Values: number[] };
      assert.deepEqual([...Keys].sort(), ['account', 'contact']);
      assert.equal(
        Values[Keys.indexOf('contact')],
        await api.countAll({ collection: 'contacts', select: ['contactid'] }),
      );
    },
  },
];
