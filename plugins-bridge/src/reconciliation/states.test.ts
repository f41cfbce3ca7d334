import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fileStates, untilDue } from './states.ts';
import { statesContract } from './states-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-states-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('states of sources in a file', () => statesContract(() => fileStates(folder)));

describe('untilDue', () => {
  const hour = 3_600_000;
  it('B-1 counts from the last time, at once when there was none', () => {
    expect([undefined, 0, 10 * hour, 9.5 * hour].map((at) => untilDue(at, hour, 10 * hour))).toEqual([
      0,
      0,
      hour,
      hour / 2,
    ]);
  });

  it('B-1 a time that was written while the clock was ahead puts nothing off', () => {
    expect(untilDue(40 * hour, hour, 10 * hour)).toBe(0);
    // Two bridges whose clocks differ a little do not take turns without end.
    expect(untilDue(10 * hour + 5_000, hour, 10 * hour)).toBe(hour + 5_000);
  });
});
