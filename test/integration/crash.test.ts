import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { drained, queueCounts } from '../../tools/start/bridge-status.ts';
import { eventually } from '../support/eventually.ts';
import { dumpActivities, samples, type TestStack, testStack } from '../support/stack.ts';

describe('kill -9 of the bridge in the middle of the samples', () => {
  let calm: TestStack;
  let rough: TestStack;

  beforeAll(async () => {
    [calm, rough] = await Promise.all([testStack(), testStack()]);
  }, 120_000);
  afterAll(() => Promise.all([calm?.stop(), rough?.stop()]));

  it('B-2, B-3 gives the same final rows as a quiet run', async () => {
    const quiet = await calm.post(samples);
    const third = Math.ceil(samples.length / 3);
    for (let from = 0; from < samples.length; from += third) {
      await Promise.all([
        rough.send(samples.slice(from, from + third)),
        (async () => {
          await eventually(async () => expect((await queueCounts(rough.adminUrl)).received).toBeGreaterThan(from));
          await rough.killBridge();
          await rough.startBridge();
        })(),
      ]);
    }
    const counts = await drained(rough.adminUrl, { timeoutMs: 60_000 });
    // Which payloads found nothing left to say depends on who came first; what is parked does not.
    expect([counts.received, counts.parked, counts.pending]).toEqual([quiet.received, quiet.parked, 0]);
    const rows = await told(rough);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows).toEqual(await told(calm));
  }, 120_000);
});

/** The rows without what depends on the moment: a payload that changes nothing does not move the version on; the platform stamps a cancellation. */
async function told(stack: TestStack): Promise<unknown[]> {
  const rows = await dumpActivities(stack);
  return rows.map((row) => ({
    ...row,
    al_sourceversion: null,
    ...(row['statecode'] === 2 ? { actualend: null } : {}),
  }));
}
