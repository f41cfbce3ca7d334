import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { eventually } from '../test-support/eventually.ts';
import { tableInfo } from '../test-support/tables.ts';
import { peopleWatch, type PeopleWatchOptions } from './people-watch.ts';

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Parts that note what is asked of them, in order. */
function parts(options: { fail?: boolean } = {}) {
  const done: string[] = [];
  const client: PeopleWatchOptions['client'] = {
    async read(path) {
      done.push(path.startsWith('contacts?') ? 'read contacts' : `read ${path}`);
      if (options.fail) throw new Error('away');
      const ids = decodeURIComponent(path).match(/[0-9a-f-]{36}/g) ?? [];
      return {
        value: ids.map((contactid) => ({ contactid, emailaddress1: `P${Number(contactid.slice(-3))}@X.example` })),
      };
    },
  };
  const metadata: PeopleWatchOptions['metadata'] = {
    table: async (table) => (table === 'lead' ? undefined : tableInfo(table, ['emailaddress1', 'emailaddress2'])),
  };
  const watch = peopleWatch({
    client,
    metadata,
    crm: { forget: () => void done.push('forget') },
    queue: {
      async replay(filter: object) {
        done.push(`replay ${Object.values(filter).join()}`);
        return 0;
      },
    },
    log: pino({ level: 'silent' }),
    gatherMs: 5,
    againMs: 30,
  });
  return { done, watch };
}

describe('people who appear', () => {
  it('B-8 many at once cost one query; what is cached goes before what waits is taken up, and once more later', async () => {
    const { done, watch } = parts();
    await Promise.all([1, 2, 1].map((number) => watch.changed('contact', guid(number))));
    const once = ['replay address|p1@x.example', 'replay address|p2@x.example'];
    expect(done.slice(0, 4)).toEqual(['read contacts', 'forget', ...once]);
    await eventually(
      async () => done.length === 6,
      async () => done,
    );
    expect(done.slice(4)).toEqual(once);
  });

  it('a table the organisation has not is passed over', async () => {
    const { done, watch } = parts();
    await watch.changed('lead', guid(1));
    expect(done).toEqual(['forget']);
  });

  it('what could not be read is the platform’s to send again; the next one is not held up', async () => {
    const { watch } = parts({ fail: true });
    await expect(watch.changed('contact', guid(1))).rejects.toThrow('away');
    await expect(watch.changed('contact', guid(2))).rejects.toThrow('away');
  });
});
