import { describe, expect, it } from '@jest/globals';
import { random } from '@activity-logging/samples';
import { postgresMissing } from '../../plugins-bridge/src/test-support/postgres.ts';
import { runFaults } from '../faults/faults.ts';
import { eventOf, expectedRows, newItem, type Person } from '../faults/items.ts';
import { queueKinds } from '../faults/line.ts';
import { compareRows } from '../faults/rows.ts';

describe('the bridge under kill -9, throttling, broken answers and clock jumps', () => {
  const queues = queueKinds.filter((kind) => kind !== 'postgres' || postgresMissing === undefined);

  it(`B-2, B-3, B-4 leaves every acknowledged event in exactly one right row, over 60 seconds (${queues.join(', ')})`, async () => {
    const report = await runFaults({ seconds: 60, seed: 20_260_101, queues });
    console.log(JSON.stringify({ ...report, differences: undefined }));
    expect(report.differences).toEqual([]);
    expect([report.lost, report.doubled, report.wrong]).toEqual([0, 0, 0]);
    expect(report.rounds).toBeGreaterThanOrEqual(queues.length);
    expect(report.events).toBeGreaterThan(0);
  }, 900_000);
});

describe('the measure itself', () => {
  const people: Person[] = [{ email: 'ann@alder.example', name: 'Ann Berg', contactId: 'c' }];
  const item = { ...newItem('x-0-1', people, 1_795_000_000_000, random(1)), kind: 'note' as const };
  eventOf(item, (item.versions += 1));
  const [expected] = expectedRows(item);
  const row = { ...expected?.columns, al_sourceid: item.id, activityid: 'a' };
  /** Tells of the differences when these rows stand. */
  const compared = async (...rows: object[]) => {
    const call = async (_method: string, path: string): Promise<unknown> => ({
      value: path.startsWith('tasks') ? rows : [],
    });
    const { lost, doubled, wrong } = await compareRows({ call }, [item], ['x-0-']);
    return { lost, doubled, wrong };
  };

  it('finds a row that is missing, doubled, wrong or nobody’s', async () => {
    expect(await compared(row)).toEqual({ lost: 0, doubled: 0, wrong: 0 });
    expect(await compared()).toEqual({ lost: 1, doubled: 0, wrong: 0 });
    expect(await compared(row, { ...row, activityid: 'b' })).toEqual({ lost: 0, doubled: 1, wrong: 0 });
    expect(await compared(row, { ...row, al_sourceid: 'x-0-2' })).toEqual({ lost: 0, doubled: 1, wrong: 0 });
    for (const column of ['description', 'statecode', '_regardingobjectid_value', 'al_sourceversion'])
      expect(await compared({ ...row, [column]: 'other' })).toEqual({ lost: 0, doubled: 0, wrong: 1 });
  });
});
