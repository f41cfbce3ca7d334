import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { reasons } from './reasons.ts';
import { readEvent } from './sources/canonical/index.ts';

const folder = fileURLToPath(new URL('../../docs/operator', import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Pages of the operator that would go out of date unseen. */
describe('docs/operator', () => {
  it('B-9 the runbook says of every reason what it means and what to do', () => {
    const rows = [...read('runbook.md').matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
      ([, code]) => code,
    );
    expect(Object.keys(reasons).filter((code) => !rows.includes(code))).toEqual([]);
    expect(rows).toEqual([...new Set(rows)]);
  });

  it('the first event of getting-started.md is a valid one', () => {
    const body = /^ *BODY='(.*)'$/m.exec(read('getting-started.md'))?.[1] ?? '';
    const event: unknown = JSON.parse(body.replace("'$(date -u +%FT%TZ)'", '2026-11-20T15:00:00Z'));
    expect(readEvent(event)).toMatchObject({ ok: true });
  });

  it('every link leads somewhere', () => {
    const broken = pages.flatMap((name) =>
      [...read(name).matchAll(/\]\((?!https?:)([^)#\s]*)/g)]
        .map(([, target]) => target ?? '')
        .filter((target) => !existsSync(resolve(dirname(join(folder, name)), target)))
        .map((target) => `${name}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('README.md leads to every page', () => {
    const readme = read('README.md');
    expect(pages.filter((name) => name !== 'README.md' && !readme.includes(`(${name}`))).toEqual([]);
  });
});
