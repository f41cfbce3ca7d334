import { describe, expect, it } from '@jest/globals';
import { kindOf } from '@activity-logging/activity-model';
import { callCreated, mailingCreated, outreach, relations, second, taskCreated } from '../../test-support/outreach.ts';
import { eventsOf } from '../../test-support/told.ts';
import { parseOutreach } from './parse.ts';

type Payload = ReturnType<typeof outreach>;
const parse = (payload: Payload) => parseOutreach(payload.meta.eventName, payload);
const events = (payload: Payload) => eventsOf(parse(payload));
const codeOf = (payload: Payload) => {
  const parsed = parse(payload);
  return parsed.ok === true ? 'read' : parsed.reason.code;
};

describe('call', () => {
  it('L-13 a created call names its prospect, its user and the number outside', () => {
    expect(events(callCreated())).toEqual([
      {
        source: 'outreach',
        type: 'call',
        externalId: '31',
        version: '2026-03-02T10:00:01.000000500Z',
        key: 'outreach|prospect|5',
        fields: {
          whole: true,
          people: [{ sourceId: '5' }],
          user: { sourceId: '7' },
          occurredOn: second(1),
          start: null,
          end: null,
          direction: 'outgoing',
          phoneNumber: '+12025550100',
          disposition: null,
          body: null,
        },
        payload: { name: 'call', parts: callCreated().data.attributes },
      },
    ]);
  });

  it('an update tells only what changed; it is in the lane of the item when it names no prospect', () => {
    const [event] = events(
      outreach('call.updated', '31', { updatedAt: second(9), outcome: 'Connected', note: 'Likes tea' }),
    );
    expect(event).toMatchObject({ externalId: '31', key: 'outreach|call|31' });
    expect(event?.fields).toEqual({
      whole: false,
      disposition: 'Connected',
      body: { format: 'text', content: 'Likes tea' },
    });
  });

  it('L-13, L-22 an incoming call, its voicemail and its recording', () => {
    const incoming = { direction: 'inbound', from: '+12025550100', to: '+12025550900' };
    const voicemail = { voicemailRecordingUrl: 'https://rec.example/v' };
    const [left] = events(
      outreach('call.updated', 1, { updatedAt: second(2), ...incoming, ...voicemail }, relations()),
    );
    expect(left?.fields).toMatchObject({
      ...{ whole: true, direction: 'incoming', phoneNumber: '+12025550100' },
      ...{ leftVoicemail: true, recordingUrl: 'https://rec.example/v' },
    });
    expect(kindOf('call', left!.fields)).toBe('voicemail');
    const [recorded] = events(
      outreach('call.updated', 1, { updatedAt: second(3), recordingUrl: 'https://rec.example/r' }),
    );
    expect(recorded?.fields.recordingUrl).toBe('https://rec.example/r');
  });

  it('a relation is read with and without its `data`; without a prospect the call is about the account', () => {
    const attributes = { createdAt: second(1), updatedAt: second(1) };
    const bare = events(
      outreach('call.created', 1, attributes, { prospect: { type: 'prospect', id: '8' }, user: null }),
    );
    expect(bare[0]?.fields).toMatchObject({ people: [{ sourceId: '8' }] });
    const account = { prospect: { data: null }, account: { data: { type: 'account', id: 3 } }, owner: { links: {} } };
    const [about] = events(outreach('call.created', 1, attributes, account));
    expect(about).toMatchObject({ key: 'outreach|call|1', fields: { people: [], accountRef: { sourceId: '3' } } });
    expect(about?.fields).not.toHaveProperty('user');
  });
});

describe('mailing', () => {
  it('L-12 a created email waits until it is sent; so does the answer to it', () => {
    expect(events(mailingCreated())).toMatchObject([
      {
        type: 'email',
        externalId: '41',
        fields: {
          whole: true,
          sent: false,
          direction: 'outgoing',
          subject: 'Our proposal',
          body: { format: 'html', content: '<p>Dear Ann</p>' },
          people: [{ sourceId: '5' }],
          messageId: '<m41@northwind.example>',
          conversationId: 'outreach-mailing-41',
        },
      },
      { type: 'reply', externalId: '41-reply', fields: { whole: true, sent: false, subject: 'Re: Our proposal' } },
    ]);
  });

  it.each([
    [{ deliveredAt: second(5) }, true],
    [{ state: 'delivered' }, true],
    [{ state: 'bounced', bouncedAt: second(5) }, true],
    [{ openedAt: second(5), openCount: 1 }, true],
    [{ state: 'failed', errorReason: 'x' }, false],
    [{ state: 'queued' }, false],
    [{ state: 'drafted', deliveredAt: null }, false],
  ])('L-12 sent: %j → %s', (attributes, sent) => {
    const told = events(outreach('mailing.updated', 41, { updatedAt: second(5), ...attributes }));
    expect(told).toMatchObject([{ type: 'email', fields: { sent } }]);
  });

  it('L-12 an answer is an item of its own, at the moment Outreach says', () => {
    const told = events(
      outreach('mailing.replied', 41, { updatedAt: second(20), state: 'replied', repliedAt: second(19) }),
    );
    expect(told).toMatchObject([
      { type: 'email', fields: { sent: true } },
      { type: 'reply', externalId: '41-reply', fields: { sent: true, direction: 'incoming', occurredOn: second(19) } },
    ]);
    expect(told[1]?.fields).not.toHaveProperty('subject');
  });

  it('without a user the mailbox says whose it is', () => {
    const payload = outreach('mailing.created', 1, mailingCreated().data.attributes, {});
    expect(events(payload)[0]?.fields.user).toEqual({ email: 'robin@northwind.example' });
  });
});

describe('task', () => {
  it('L-14 a step of a sequence, completed; named by what was to be done', () => {
    const [event] = events(taskCreated(51, { completed: true, completedAt: second(8), state: 'complete' }));
    expect(event).toMatchObject({
      type: 'step',
      externalId: '51',
      fields: {
        ...{ whole: true, completed: true, completeOnly: false, stepName: 'Action item', occurredOn: second(8) },
        body: { format: 'text', content: 'Send the brochure' },
      },
    });
    const linkedin = taskCreated(52, { taskType: 'sequence_step_linkedin_view_profile', subject: null });
    expect(events(linkedin)[0]?.fields).toMatchObject({ stepName: 'Linkedin view profile', completed: false });
    expect(events(taskCreated(53, { subject: 'Visit' }))[0]?.fields.stepName).toBe('Visit');
  });

  it('L-14 a step without a word about it was only marked done', () => {
    expect(events(taskCreated(51, { note: ' ' }))[0]?.fields).toMatchObject({ completeOnly: true, body: null });
    const [later] = events(
      outreach('task.completed', 51, { updatedAt: second(9), completed: true, completedAt: second(9) }),
    );
    expect(later?.fields).toEqual({ whole: false, completed: true, occurredOn: second(9) });
  });

  it.each([
    ['a call', { taskType: 'sequence_step_call', action: 'call' }],
    ['an email', { taskType: 'sequence_step_email', action: 'email' }],
    ['outside a sequence', { taskType: 'manual' }],
    ['a call outside', { taskType: 'manual', action: 'call' }],
  ])('what is no other step is not logged: %s', (_what, more) => {
    expect(codeOf(taskCreated(51, more))).toBe('nothing-to-log');
  });
});

describe('kaiaRecording', () => {
  const attributes = {
    createdAt: second(1),
    updatedAt: second(40),
    title: 'Rollout',
    startTime: '2026-03-02T11:00:00+01:00',
    endTime: '2026-03-02T10:45:00.000Z',
    mediaDurationSeconds: 2690.5,
    recordingUrl: 'https://kaia.example/r/1',
    host: { name: 'Robin', email: 'Robin@northwind.example' },
    participants: [
      { name: 'Ann', email: 'Ann@alder.example' },
      'bo@alder.example',
      { name: 'Telephone' },
      'robin@northwind.example',
    ],
  };

  it('L-21 the invitees, the host among them as organizer; who has no address is left out', () => {
    expect(events(outreach('kaiaRecording.created', 61, attributes))[0]).toMatchObject({
      type: 'recording',
      fields: {
        whole: true,
        title: 'Rollout',
        start: '2026-03-02T10:00:00.000Z',
        durationSeconds: 2690.5,
        recordingUrl: 'https://kaia.example/r/1',
        user: { email: 'robin@northwind.example', name: 'Robin' },
        attendees: [
          { email: 'robin@northwind.example', name: 'Robin', organizer: true },
          { email: 'ann@alder.example', name: 'Ann' },
          { email: 'bo@alder.example' },
        ],
      },
    });
  });
});

describe('every resource', () => {
  it('B-3 the version is the change’s own moment, then the delivery’s; what was read from the API is the last of its moment', () => {
    const versionOf = (attributes: object, deliveredAt?: string) => {
      const { data, meta } = outreach('call.updated', 1, attributes);
      const body = { data, meta: { eventName: meta.eventName, ...(deliveredAt ? { deliveredAt } : {}) } };
      return eventsOf(parseOutreach('call.updated', body))[0]?.version;
    };
    const updatedAt = '2026-03-02T11:00:07.000+01:00';
    expect([
      versionOf({ updatedAt }, '2026-03-02T10:00:07.697+00:00'),
      versionOf({ updatedAt }, '2026-03-02T10:00:09Z'),
      versionOf({ updatedAt }, '2026-03-03T10:00:09Z'),
      versionOf({ updatedAt }, '2026-03-01T10:00:09Z'),
      versionOf({ updatedAt }),
      versionOf({}, '2026-03-02T10:00:07.697+00:00'),
    ]).toEqual([
      '2026-03-02T10:00:07.000000697Z',
      '2026-03-02T10:00:07.000002000Z',
      '2026-03-02T10:00:07.000999999Z',
      '2026-03-02T10:00:07.000000000Z',
      '2026-03-02T10:00:07.000999999Z',
      '2026-03-02T10:00:07.697000000Z',
    ]);
  });

  it('L-24 destroyed at the source', () => {
    for (const name of ['call', 'mailing', 'task', 'kaiaRecording'])
      expect(events(outreach(`${name}.destroyed`, 1, {}))[0]?.fields).toMatchObject({ deleted: true, whole: false });
  });

  it.each([
    ['prospect.updated', 'nothing-to-log'],
    ['sequenceState.advanced', 'nothing-to-log'],
    ['planet.created', 'unknown-event'],
    ['meeting.created', 'unknown-event'],
    ['call.exploded', 'unknown-event'],
    ['call', 'unknown-event'],
    ['call.updated.twice', 'unknown-event'],
    ['constructor.created', 'unknown-event'],
  ])('%s: %s', (name, code) => expect(codeOf(outreach(name, 1, { updatedAt: second(1) }))).toBe(code));

  it.each([
    ['data.id', outreach('call.updated', '', {})],
    ['data.attributes.direction', outreach('call.updated', 1, { direction: 'sideways' })],
    ['data.attributes.repliedAt', outreach('mailing.updated', 1, { repliedAt: 'yesterday' })],
    ['data.attributes.completed', outreach('task.updated', 1, { completed: 'sideways' })],
    ['data.attributes.mediaDurationSeconds', outreach('kaiaRecording.updated', 1, { mediaDurationSeconds: -1 })],
    ['data.relationships.prospect', outreach('call.updated', 1, {}, { prospect: 'sideways' })],
    ['meta.deliveredAt', outreach('call.updated', 1, {}, {}, 'yesterday')],
  ])('B-5 names %s and the rule it breaks, and no value', (field, payload) => {
    const parsed = parse(payload);
    expect(parsed).toMatchObject({
      ok: false,
      reason: { code: 'wrong-shape', detail: expect.stringMatching(/^[\w.]+: \w+$/) },
    });
    expect(parsed).toMatchObject({ reason: { detail: expect.stringContaining(`${field}: `) } });
    expect(JSON.stringify(parsed)).not.toMatch(/yesterday|sideways/);
  });

  it('B-5 a payload that says neither when it changed nor when it was sent', () => {
    const { data } = outreach('call.updated', 1, { note: 'x' });
    const parsed = parseOutreach('call.updated', { data, meta: { eventName: 'call.updated' } });
    expect(parsed).toMatchObject({
      reason: { code: 'wrong-shape', detail: expect.stringContaining('meta.deliveredAt') },
    });
  });
});
