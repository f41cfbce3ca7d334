import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeSecretFile } from './secret-file.ts';
import { configuredToken, type Grant, grantedTokens, grantFile, SignInLost } from './tokens.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'al-tokens-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hour = 3_600_000;
const grant = (number: number, expiresAt: number): Grant => ({
  ...{ accessToken: `access-${number}`, refreshToken: `refresh-${number}`, expiresAt },
});

/** A source that rotates refresh tokens: each is good once. */
function rotating(now: () => number) {
  let last = 1;
  const asked: string[] = [];
  return {
    asked,
    async refresh(refreshToken: string): Promise<Grant> {
      asked.push(refreshToken);
      await new Promise((resolve) => setImmediate(resolve));
      if (refreshToken !== `refresh-${last}`) throw new SignInLost('test');
      last += 1;
      return grant(last, now() + 2 * hour);
    },
  };
}

describe('tokens of a sign-in', () => {
  let time = 1_800_000_000_000;
  const now = (): number => time;

  it('B-1 are kept in a file only its owner can read, and replaced whole', () => {
    const store = grantFile(join(folder, 'connections'), 'test');
    store.write(grant(1, 1));
    store.write(grant(2, 2));
    const path = join(folder, 'connections', 'test.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'connections')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'connections'))).toEqual(['test.json']);
    expect(store.read()).toEqual(grant(2, 2));
  });

  it('B-1 a file that was readable by others is not kept so', () => {
    const path = join(folder, 'open.json');
    writeFileSync(path, '{}', { mode: 0o644 });
    writeSecretFile(path, { a: 1 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('B-1 a damaged file is named, and not quoted', () => {
    writeFileSync(join(folder, 'test.json'), '{"accessToken":"a-secret"');
    expect(() => grantFile(folder, 'test').read()).toThrow(/test\.json is damaged/);
    expect(() => grantFile(folder, 'test').read()).not.toThrow(/a-secret/);
  });

  it('B-1 are renewed before their end, once for all who ask at once', async () => {
    const store = grantFile(folder, 'test');
    const source = rotating(now);
    store.write(grant(1, time + 2 * hour));
    const tokens = grantedTokens('test', store, source.refresh, now);
    expect(await tokens.get()).toBe('access-1');
    time += 2 * hour - 6 * 60_000;
    expect(await tokens.get()).toBe('access-1');
    time += 2 * 60_000;
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(['access-2', 'access-2', 'access-2']);
    expect(source.asked).toEqual(['refresh-1']);
    expect(store.read()?.refreshToken).toBe('refresh-2');
  });

  it('B-1 two processes renew one sign-in once: the second one uses what the first one got', async () => {
    const source = rotating(now);
    grantFile(folder, 'test').write(grant(1, time));
    const both = [1, 2].map(() => grantedTokens('test', grantFile(folder, 'test'), source.refresh, now));
    expect(await Promise.all(both.map((tokens) => tokens.get()))).toEqual(['access-2', 'access-2']);
    expect(source.asked).toEqual(['refresh-1']);
  });

  it('B-1 what the source refused is replaced at once, also when it should have been good', async () => {
    const store = grantFile(folder, 'test');
    const source = rotating(now);
    store.write(grant(1, time + 2 * hour));
    const tokens = grantedTokens('test', store, source.refresh, now);
    const refused = await tokens.get();
    expect(await tokens.get({ instead: refused })).toBe('access-2');
    // Another one who was refused the old one gets the new one without asking.
    expect(await tokens.get({ instead: refused })).toBe('access-2');
    expect(source.asked).toEqual(['refresh-1']);
  });

  it('B-1 the new grant is on the disk before anybody has the new access token', async () => {
    const store = grantFile(folder, 'test');
    store.write(grant(1, time));
    const source = rotating(now);
    const onDisk: string[] = [];
    const watched = {
      ...store,
      write(value: Grant) {
        store.write(value);
        onDisk.push(readFileSync(join(folder, 'test.json'), 'utf8'));
        throw new Error('killed here');
      },
    };
    await expect(grantedTokens('test', watched, source.refresh, now).get()).rejects.toThrow('killed here');
    expect(onDisk[0]).toContain('refresh-2');
    // The next process has it, and the source is not asked with the old one.
    expect(await grantedTokens('test', grantFile(folder, 'test'), source.refresh, now).get()).toBe('access-2');
    expect(source.asked).toEqual(['refresh-1']);
  });

  it('B-1 a sign-in the source has ended is asked about once, until there is another', async () => {
    const store = grantFile(folder, 'test');
    store.write({ ...grant(1, time), refreshToken: 'ended' });
    const source = rotating(now);
    const tokens = grantedTokens('test', store, source.refresh, now);
    await expect(tokens.get()).rejects.toBeInstanceOf(SignInLost);
    await expect(tokens.get()).rejects.toBeInstanceOf(SignInLost);
    expect(source.asked).toEqual(['ended']);
    store.write(grant(7, time + hour));
    expect(await tokens.get()).toBe('access-7');
  });

  it('B-1 without a sign-in, and with a configured token that is refused, an operator is needed', async () => {
    const source = rotating(now);
    await expect(grantedTokens('test', grantFile(folder, 'test'), source.refresh, now).get()).rejects.toBeInstanceOf(
      SignInLost,
    );
    expect(await configuredToken('test', 't').get()).toBe('t');
    await expect(configuredToken('test', 't').get({ instead: 't' })).rejects.toBeInstanceOf(SignInLost);
  });
});
