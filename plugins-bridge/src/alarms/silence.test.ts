import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { secretEnds, type SignInSecret } from './secret-ends.ts';
import { silentFor, workingMs } from './silence.ts';

const at = (text: string): number => Date.parse(text);
const hour = 3_600_000;

describe('silence', () => {
  it.each([
    // 2026-11-20 is a Friday.
    ['within a day', '2026-11-18T08:00:00Z', '2026-11-18T20:00:00Z', 12],
    ['over a night', '2026-11-18T20:00:00Z', '2026-11-19T08:00:00Z', 12],
    ['over a weekend', '2026-11-20T18:00:00Z', '2026-11-23T09:00:00Z', 15],
    ['within a weekend', '2026-11-21T01:00:00Z', '2026-11-22T23:00:00Z', 0],
    ['backwards', '2026-11-19T01:00:00Z', '2026-11-18T23:00:00Z', 0],
  ])('B-9 counts hours of working days %s', (_what, from, to, hours) =>
    expect(workingMs(at(from), at(to)) / hour).toBe(hours),
  );

  it('B-9 a source is silent after its hours, and never when there are none', () => {
    const friday = at('2026-11-20T12:00:00Z');
    expect(silentFor(friday, at('2026-11-23T11:59:00Z'), 24)).toBeUndefined();
    expect(silentFor(friday, at('2026-11-23T12:00:00Z'), 24)).toBe(24);
    expect(silentFor(friday, at('2027-11-23T12:00:00Z'), 0)).toBeUndefined();
  });
});

describe('a secret that ends', () => {
  const now = at('2026-11-22T12:00:00Z');
  const details = (secret: Partial<SignInSecret>, time = now): string[] =>
    secretEnds({ secretEnds: undefined, certificatePath: undefined, ...secret }, time).map(({ detail }) => detail);

  it.each([
    [undefined, []],
    ['2027-01-31', []],
    ['2026-12-20', ['the client secret ends on 2026-12-20']],
    ['2026-11-01', ['the client secret ended on 2026-11-01']],
  ])('B-9 a client secret of %s', (ends, said) => expect(details({ secretEnds: ends })).toEqual(said));

  it('B-9 a certificate says itself when it ends, also beside its key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'al-certificate-'));
    try {
      const { cert, private: key } = await generate([{ name: 'commonName', value: 'bridge' }], {
        notBeforeDate: new Date(now),
        notAfterDate: new Date(now + 100 * 24 * hour),
      });
      const path = join(folder, 'sign-in.pem');
      writeFileSync(path, `${key}\n${cert}\n`);
      expect(details({ certificatePath: path })).toEqual([]);
      expect(details({ certificatePath: path }, now + 80 * 24 * hour)).toEqual(['the certificate ends on 2027-03-02']);
      expect(details({ certificatePath: join(folder, 'none.pem') })).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
