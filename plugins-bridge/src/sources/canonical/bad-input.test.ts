import { describe, expect, it } from '@jest/globals';
import { parseCanonical, readEvent } from './parse.ts';

const base = { id: 'x-1', version: '1', source: 'notes-app' };
const problems = (document: unknown): readonly object[] => {
  const result = readEvent(document);
  if (result.ok) throw new Error('problems expected');
  return result.problems;
};

describe('bad input', () => {
  it.each([
    [
      'kind',
      { kind: 'planet' },
      { field: 'kind', value: 'planet', rule: expect.stringContaining('one of email, reply') },
    ],
    ['no kind', { kind: undefined }, { field: 'kind', rule: expect.stringContaining('one of') }],
    ['no id', { id: undefined }, { field: 'id', rule: 'is required' }],
    ['an empty id', { id: '' }, { field: 'id', value: '', rule: expect.stringContaining('1 to 200') }],
    ['an id with a control character', { id: 'a\nb' }, { field: 'id', rule: expect.stringContaining('control') }],
    ['a fraction as id', { id: 1.5 }, { field: 'id', value: '1.5', rule: expect.stringContaining('whole number') }],
    ['a version that is no text', { version: true }, { field: 'version', value: 'true', rule: expect.any(String) }],
    [
      'a source in capitals',
      { source: 'Notes' },
      { field: 'source', value: 'Notes', rule: expect.stringContaining('a-z') },
    ],
    [
      'the name of the platform',
      { source: 'dataverse' },
      { field: 'source', rule: expect.stringContaining('dataverse') },
    ],
    ['an unknown field', { subjekt: 'x' }, { field: 'subjekt', value: 'x', rule: 'is not a field of this kind' }],
    ['a field of another kind', { disposition: 'x' }, { field: 'disposition', rule: 'is not a field of this kind' }],
    [
      'a time without offset',
      { start: '2026-01-01T00:00:00' },
      { field: 'start', value: '2026-01-01T00:00:00', rule: expect.stringContaining('offset') },
    ],
    [
      'a day that is none',
      { start: '2026-02-30T00:00:00Z' },
      { field: 'start', rule: expect.stringContaining('ISO 8601') },
    ],
    [
      'a time as a number',
      { start: 1700000000 },
      { field: 'start', value: '1700000000', rule: expect.stringContaining('ISO 8601') },
    ],
    [
      'a time the platform cannot keep',
      { end: '1601-01-01T00:00:00Z' },
      { field: 'end', rule: expect.stringContaining('1754') },
    ],
    [
      'a due date that is none',
      { nextStepDue: 'soon' },
      { field: 'nextStepDue', value: 'soon', rule: expect.stringContaining('date') },
    ],
    [
      'an address with a name',
      { attendees: [{ email: 'a@b.c' }, { email: 'Ann <ann@x.example>' }] },
      { field: 'attendees[1].email', value: 'Ann <ann@x.example>', rule: expect.stringContaining('e-mail') },
    ],
    ['attendees that are no array', { attendees: {} }, { field: 'attendees', value: '{}', rule: 'must be an array' }],
    [
      'an answer that is none',
      { attendees: [{ email: 'a@b.c', status: 'maybe' }] },
      {
        field: 'attendees[0].status',
        value: 'maybe',
        rule: 'must be one of needsAction, accepted, tentative, declined',
      },
    ],
    ['a text that is a number', { title: 5 }, { field: 'title', value: '5', rule: 'must be text' }],
    ['a flag that is text', { allDay: 'yes' }, { field: 'allDay', value: 'yes', rule: 'must be true or false' }],
    [
      'null where nothing can be empty',
      { allDay: null },
      { field: 'allDay', value: 'null', rule: 'must be true or false' },
    ],
    [
      'an id of Dataverse that is none',
      { host: { crmId: '12' } },
      { field: 'host.crmId', value: '12', rule: expect.stringContaining('Dataverse') },
    ],
    [
      'a user without a name',
      { user: {} },
      { field: 'user', value: '{}', rule: expect.stringContaining('at least one') },
    ],
    [
      'a person without a name',
      { people: [{}] },
      { field: 'people[0]', rule: expect.stringContaining('at least one') },
    ],
    ['a deal without an id', { deal: {} }, { field: 'deal', rule: 'must carry sourceId or crmId' }],
    [
      'a body of another shape',
      { body: { format: 'rtf', content: '' } },
      { field: 'body', rule: expect.stringContaining('must be text') },
    ],
    ['custom that is a list', { custom: [] }, { field: 'custom', value: '[]', rule: 'must be an object' }],
  ])('B-5 %s: field, value and rule', (_what, wrong, problem) => {
    // As it comes over the wire: what is undefined is absent.
    const document: unknown = JSON.parse(JSON.stringify({ kind: 'meeting', ...base, ...wrong }));
    expect(problems(document)).toEqual([expect.objectContaining(problem)]);
  });

  it('B-5 members named like those of every object are fields that do not exist', () => {
    const document: unknown = JSON.parse(
      '{"kind":"note","id":1,"version":1,"source":"a","__proto__":{"a":1},"toString":2}',
    );
    expect(problems(document)).toEqual([
      { field: '__proto__', value: '{"a":1}', rule: 'is not a field of this kind' },
      { field: 'toString', value: '2', rule: 'is not a field of this kind' },
    ]);
  });

  it.each([
    ['durationSeconds', { kind: 'call', durationSeconds: -1 }, 'must be at least 0'],
    ['phoneNumber', { kind: 'call', phoneNumber: 1 }, 'must be text'],
    ['recordingUrl', { kind: 'recording', recordingUrl: 'file:///etc/passwd' }, 'must be an http or https address'],
    [
      'texts[0].direction',
      { kind: 'message', texts: [{ id: 1, at: '2026-01-01T00:00:00Z', direction: 'up', text: '' }] },
      'must be one of incoming, outgoing',
    ],
    ['actionItems[0].title', { kind: 'note', actionItems: [{ id: 1, title: '' }] }, 'must not be empty'],
    ['stepName', { kind: 'step', stepName: [] }, 'must be text'],
    ['to[0].email', { kind: 'email', to: [{ name: 'Ann' }] }, 'is required'],
    ['from', { kind: 'reply', from: 'ann@x.example' }, 'must be an object'],
  ])('B-5 %s of its kind', (field, wrong, rule) => {
    expect(problems({ ...base, ...wrong })).toEqual([expect.objectContaining({ field, rule })]);
  });

  it('B-5 tells everything at once; the kept reason names fields and rules and quotes nothing', () => {
    const wrong = {
      kind: 'email',
      ...base,
      version: {},
      occurredOn: 'ann@x.example',
      to: [{ email: 'secret' }],
      note: 'secret',
    };
    expect(problems(wrong).map((problem) => ('field' in problem ? problem.field : ''))).toEqual([
      'version',
      'occurredOn',
      'to[0].email',
      'note',
    ]);
    const parsed = parseCanonical('email.v1', wrong);
    expect(parsed).toMatchObject({ ok: false, reason: { code: 'wrong-shape' } });
    const { detail } = parsed.ok === false ? parsed.reason : {};
    expect(detail).toMatch(
      /^version must be .*; occurredOn must be .*; to\[0\]\.email must be .*; note is not a field/,
    );
    expect(detail).not.toMatch(/secret|ann@x/);
    const long = problems({ kind: 'note', ...base, body: 5, source: 'x'.repeat(5000) })[0];
    expect(JSON.stringify(long).length).toBeLessThan(400);
  });

  it.each([[null], [1], ['x'], [[]]])('what is no object: %j', (document) => {
    expect(problems(document)).toEqual([{ field: '$', value: expect.any(String), rule: 'must be an object' }]);
  });
});
