import { describe, expect, it } from '@jest/globals';
import { globalObjectIds } from './calendar-id.ts';

describe('ids of calendar events', () => {
  it('L-19 an id of another calendar is wrapped with its length, with and without the day of the instance', () => {
    const [plain, whole, instance, ...rest] = globalObjectIds(' a@b ', '2026-05-04');
    expect(plain).toBe('a@b');
    const head = '040000008200E00074C5B7101A82E008';
    // 'vCal-Uid', 1, three zeros, the id, a zero: 16 bytes.
    const data = '7643616C2D55696401000000' + '61406200';
    expect(whole).toBe(`${head}00000000${'0'.repeat(32)}10000000${data}`);
    expect(instance).toBe(`${head}07EA0504${'0'.repeat(32)}10000000${data}`);
    expect(rest).toEqual([]);
  });

  it('L-19 an id of Outlook keeps its rest, the day in it counts or not', () => {
    const rest = '80'.repeat(24);
    const id = `040000008200E00074C5B7101A82E00807EA0504${rest}`;
    expect(globalObjectIds(id, undefined)).toEqual([id, `040000008200E00074C5B7101A82E00800000000${rest}`]);
  });
});
