import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationToJson, defaultSettings, type FieldMapping, kinds } from '@activity-logging/activity-model';
import { canonicalSamples, sampleEvents } from '@activity-logging/samples';
import { aircall } from '../test-support/aircall.ts';
import { callCreated, outreach, second } from '../test-support/outreach.ts';
import { zoomRecording } from '../test-support/zoom.ts';
import { type EventPreview, previewFile, previewText } from './preview.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const base = Date.parse('2026-11-20T12:00:00Z');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'al-preview-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of a bridge or an organisation is configured. */
function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'preview', ...args],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } },
  );
  return { code: status, out: stdout, err: stderr };
}
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const samples = canonicalSamples({ base, count: 1 });
const sample = (kind: string): unknown => samples.find((one) => one.kind === kind);
const mapping: FieldMapping = {
  ...{ id: '00000000-0000-4000-8000-000000000001', name: 'How it ended', kind: 'call', table: 'phonecall' },
  ...{ path: 'data.disposition', column: 'new_result', whenEmpty: 'skip' },
};
const configuration = configurationToJson({
  settings: { ...defaultSettings, callTarget: 'phonecall' },
  mappings: [mapping, { ...mapping, id: mapping.id.replace(/1$/, '2'), name: 'Wrong', column: 'nosuchcolumn' }],
});

describe('activity-logging preview', () => {
  it('F-5 shows a row for each canonical sample, without any configuration of the bridge', () => {
    const { code, out, err } = run('--event', file('all.json', samples), '--json');
    expect([code, err]).toEqual([0, '']);
    const shown = JSON.parse(out) as EventPreview[];
    expect(shown).toHaveLength(samples.length);
    const rows = shown.flatMap(({ preview }) => (preview.logged ? preview.rows : []));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(kinds));
    for (const { fields } of rows) {
      expect(fields.map(({ column }) => column)).toEqual(expect.arrayContaining(['subject', 'al_sourceid', 'ownerid']));
      expect(fields.filter(({ from }) => from === '' || from === 'the rules of this kind')).toEqual([]);
    }
  });

  it('F-5 prints value and origin a line, a mapping by its name, and a column it cannot know', () => {
    const { code, out } = run('--event', file('call.json', sample('call')), '--config', file('c.json', configuration));
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}phonecall \(call\), state 1, status [24]$/m);
    expect(out).toMatch(/^ {4}subject +"Call: .*" {2}← disposition and sentiment \(L-13\)$/m);
    expect(out).toMatch(/^ {4}new_result +".+" {2}← mapping "How it ended": data\.disposition$/m);
    expect(out).toMatch(/^ {2}! A field mapping cannot be used.*nosuchcolumn.*\[data\.disposition → nosuchcolumn\]$/m);
    expect(out).toMatch(/^ {2}\? new_result: its type is not known here/m);
  });

  it('F-5 reads a payload of Salesloft by the name of its event', () => {
    const { event, body } = sampleEvents({ base }).find((one) => one.event === 'call_created')!;
    const { code, out } = run('--event', file('salesloft.json', body), '--as', `salesloft:${event}`);
    expect(code).toBe(0);
    expect(out).toMatch(/^salesloft call \d+\n {2}task \(call\), state 1, status 5\n {4}subject +"Call/);
  });

  it.each([
    ['outreach:call.created', () => callCreated(31), /^outreach call 31\n {2}task \(call\)/],
    [
      'outreach:call.updated',
      () => outreach('call.updated', 31, { updatedAt: second(2) }),
      /not logged: only changes of it/,
    ],
    ['aircall:call.ended', () => aircall('call.ended', 70), /^aircall call 123\n {2}task \(call\)[^]*"Call: Answered"/],
    ['zoom:recording.completed', () => zoomRecording(), /^zoom recording /],
    ['zoom:recording.started', () => zoomRecording(), /not logged: This event is never logged/],
  ])('F-5 reads a payload as %s, without any secret', (as, body, shown) => {
    const out = previewFile({ event: file('payload.json', body()), as, now: new Date(base) })
      .map(previewText)
      .join('');
    expect(out).toMatch(shown);
    expect(out).not.toMatch(/a-passcode|in-the-address|token-of/);
  });

  it('L-1 says why nothing would be logged', () => {
    const off = configurationToJson({
      settings: { ...defaultSettings, log: { ...defaultSettings.log, note: false } },
      mappings: [],
    });
    const { code, out } = run('--event', file('note.json', sample('note')), '--config', file('off.json', off));
    expect([code, out]).toEqual([0, expect.stringContaining('not logged: note logging is switched off')]);
  });

  it.each([
    ['no such file', () => join(folder, 'none.json'), undefined, /none\.json cannot be read/],
    ['no JSON', () => file('bad.json', '{"kind":'), undefined, /bad\.json is not JSON/],
    [
      'a wrong field',
      () => file('wrong.json', [sample('note'), { ...(sample('call') as object), direction: 'sideways' }]),
      undefined,
      /wrong\.json\[1\]: .*direction/,
    ],
    ['an unknown event', () => file('x.json', {}), 'salesloft:planet_updated', /x\.json: .*planet_updated/],
    ['an unknown source', () => file('x.json', {}), 'hubspot:call', /--as hubspot:call/],
  ])('names the file and what is wrong: %s', (_name, event, as, message) => {
    expect(() => previewFile({ event: event(), ...(as ? { as } : {}), now: new Date(base) })).toThrow(message);
  });

  it('F-7 names everything that is wrong with the configuration, with exit code 1', () => {
    const wrong = { ...configuration, settings: { callTarget: 'fax', colour: 'red' } };
    const { code, out, err } = run(
      '--event',
      file('note.json', sample('note')),
      '--config',
      file('wrong-c.json', wrong),
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /wrong-c\.json is no configuration:\n {2}settings\.callTarget must be one of task, phonecall; it is "fax"\n {2}settings\.colour is not a known member; it is "red"\n$/,
    );
  });
});
