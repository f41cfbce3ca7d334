import { describe, expect, it } from '@jest/globals';
import { fuzz } from '../bench/fuzz.ts';

describe('the local Dataverse under generated requests', () => {
  it('answers none with 500 and never fails, over 20 seconds', async () => {
    const report = await fuzz({ seconds: 20, seed: 20_260_101 });
    console.log(`fuzz: seed ${report.seed}, ${report.requests} requests, ${JSON.stringify(report.statuses)}`);
    expect(report.failures).toEqual([]);
    expect(report.requests).toBeGreaterThan(500);
    // Not everything may be refused: then nothing would have been tried.
    expect((report.statuses['200'] ?? 0) + (report.statuses['204'] ?? 0)).toBeGreaterThan(report.requests / 20);
  }, 90_000);
});
