import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventFields } from './event.ts';
import type { People } from './people.ts';
import { recordingKey } from './recordings.ts';
import { build, contact, native, people } from './test-support/build.ts';

const lead = { table: 'lead', id: 'l1' } as const;
const url = 'https://r.example/1';
const fields: EventFields = {
  ...{ title: 'Review', start: '2026-11-20T10:00:00.000Z', recordingUrl: url },
  body: { format: 'text', content: 'Went well' },
  attendees: [{ email: 'ann@x.example' }, { email: 'bo@x.example', name: 'Bo' }, { email: 'nobody@y.example' }],
};
const two: People = { ...people, byAddress: { ...people.byAddress, 'bo@x.example': lead } };

describe('recordings', () => {
  it('L-21 one completed task for every invitee that is a known person, named by the payload or by the invite alone', () => {
    const { rows, problems } = build('recording', fields, { people: two });
    expect(rows.map(({ identity, lookups }) => [identity.person, lookups['regardingobjectid']])).toEqual([
      ['ann@x.example', contact],
      ['bo@x.example', lead],
    ]);
    for (const { columns, final, target } of rows) {
      expect({ target, final }).toEqual({ target: 'task', final: { statecode: 1, statuscode: 5 } });
      expect(columns).toMatchObject({ subject: 'Recording: Review', al_recordingurl: url });
      expect(columns['description']).toBe(
        `Went well\n\nInvitees: ann@x.example, Bo <bo@x.example>, nobody@y.example\n\nRecording: ${url}`,
      );
    }
    expect(problems).toEqual([]);
  });

  it('L-21 users of ours have no row of a recording', () => {
    const own = { ...fields, attendees: [{ email: 'robin@us.example' }] };
    expect(build('recording', own, { people: { ...people, persons: [] } }).rows).toEqual([]);
  });

  it('L-21 two items with one URL are one row for one person', () => {
    const first = build('recording', fields, { externalId: '1' }).rows[0]!;
    const again = build('recording', { ...fields, recordingUrl: 'HTTPS://R.example:443/1/#t=9' }, { externalId: '2' })
      .rows[0]!;
    expect(again.identity).toEqual(first.identity);
    expect(again.columns['al_sourceid']).toBe(first.columns['al_sourceid']);
    expect(first.columns['al_sourceid']).toBe('https://r.example/1|ann@x.example');
    const long = build('recording', { ...fields, recordingUrl: `${url}/${'x'.repeat(500)}` }).rows[0]!;
    expect(String(long.columns['al_sourceid']).length).toBeLessThanOrEqual(200);
    expect(long.columns['al_sourceid']).toMatch(/\|ann@x\.example$/);
    expect(long.columns['al_recordingurl']).toBe(`${url}/${'x'.repeat(500)}`);
  });

  it.each<[EventFields, string]>([
    [{ recordingUrl: url }, 'missing: subject, date, description'],
    [{ ...fields, title: ' ' }, 'missing: subject'],
    [{ ...fields, start: null }, 'missing: date'],
    [{ ...fields, body: null }, 'missing: description'],
  ])('L-21 what an invite lacks is an issue, and logged it is: %j', (lacking, detail) => {
    const { rows, problems } = build('recording', lacking);
    expect(rows).toHaveLength(1);
    expect(problems).toEqual([{ code: 'recording-incomplete', detail }]);
  });

  it('L-22 the recording of a dialer call stands in the row of the call', () => {
    const { rows } = build('call', { recordingUrl: url, disposition: 'Connected' });
    expect(rows.map(({ kind, columns }) => [kind, columns['al_recordingurl']])).toEqual([['call', url]]);
  });

  it('L-24 deleted at the source: every row of it is cancelled', () => {
    const settings = { ...native, mirrorDeletions: true };
    const { rows, problems } = build(
      'recording',
      { recordingUrl: url, attendees: fields.attendees!, deleted: true },
      {
        ...{ settings, people: two, written: 'task' as const },
      },
    );
    expect(rows.map(({ final }) => final)).toEqual([
      { statecode: 2, statuscode: 6 },
      { statecode: 2, statuscode: 6 },
    ]);
    expect(problems).toEqual([]);
  });
});

describe('recordingKey', () => {
  it('L-21 what only opens the address for a while does not count; what it shows does', () => {
    const signed = `${url}?v=2&X-Amz-Signature=abc&X-Amz-Expires=60&utm_source=mail`;
    expect(recordingKey(signed)).toBe(`${url}?v=2`);
    expect(recordingKey(`${url}?v=3`)).not.toBe(recordingKey(`${url}?v=2`));
    expect(recordingKey('https://r.example/A')).not.toBe(recordingKey('https://r.example/a'));
    expect(recordingKey('not an address')).toBe('not an address');
  });

  it('L-21 is the same when it is taken again, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
        expect(recordingKey(recordingKey(text))).toBe(recordingKey(text));
      }),
      { numRuns: 1000 },
    );
  });
});
