import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aircall, aircallToken, postAircall, recordingReady } from '../../plugins-bridge/src/test-support/aircall.ts';
import {
  callCreated,
  mailingCreated,
  outreach,
  outreachApi,
  outreachSecret,
  outreachToken,
  postOutreach,
  second,
  taskCreated,
} from '../../plugins-bridge/src/test-support/outreach.ts';
import { postZoom, zoomRecording, zoomToken } from '../../plugins-bridge/src/test-support/zoom.ts';
import { type BridgeLine, robin, type Row, startBridgeLine } from '../support/bridge-line.ts';

/** From the webhooks of Outreach, Aircall and Zoom to rows, over HTTP. */
describe('webhooks of the other sources', () => {
  let line: BridgeLine;
  let api: Awaited<ReturnType<typeof outreachApi>>;
  let ann = '';

  beforeAll(async () => {
    api = await outreachApi([{ id: 5, email: 'ann@alder.example' }], [{ id: 7, email: robin.email }]);
    line = await startBridgeLine({
      environment: {
        OUTREACH_WEBHOOK_SECRETS: `${outreachSecret},a-second-secret`,
        OUTREACH_API_URL: api.url,
        OUTREACH_API_TOKEN: outreachToken,
        AIRCALL_TOKENS: aircallToken,
        ZOOM_SECRET_TOKENS: zoomToken,
      },
    });
    ann = await line.create('contacts', {
      firstname: 'Ann',
      lastname: 'Alder',
      emailaddress1: 'ann@alder.example',
      telephone1: '+1 202 555 0100',
    });
    await line.settings({ al_emailtarget: 727000001, al_calltarget: 727000001 });
  }, 120_000);
  afterAll(async () => {
    await line?.close();
    await api?.close();
  });

  const rowsOf = (set: string, source: string): Promise<Row[]> => line.rows(set, `al_sourcesystem eq '${source}'`);
  const fromOutreach = (payload: object): Promise<void> =>
    line.webhook((url) => postOutreach(url, payload, 'a-second-secret'));
  const fromAircall = (payload: object): Promise<void> => line.webhook((url) => postAircall(url, payload));

  it('B-1, L-13 a call of Outreach, told in changes that come before the call itself', async () => {
    await fromOutreach(
      outreach('call.updated', 31, { updatedAt: second(9), completedAt: second(9), outcome: 'Connected' }),
    );
    expect(await rowsOf('phonecalls', 'outreach')).toEqual([]);
    await fromOutreach(
      outreach('call.updated', 31, { updatedAt: second(3), answeredAt: second(3), outcome: 'Ringing' }),
    );
    await fromOutreach(callCreated(31));
    await fromOutreach(outreach('call.updated', 31, { updatedAt: second(20), note: 'Likes tea' }));
    expect(await rowsOf('phonecalls', 'outreach')).toMatchObject([
      {
        subject: 'Call: Connected',
        description: 'Likes tea',
        phonenumber: '+12025550100',
        directioncode: true,
        statecode: 1,
        al_durationseconds: 6,
        al_sourceversion: expect.stringMatching(/^2026-03-02T10:00:20\.000/),
        _regardingobjectid_value: ann,
        _ownerid_value: line.robinId,
      },
    ]);
    expect((await line.status()).parkedBy).toEqual({});
  });

  it('L-12 an email of Outreach once it is sent, and the answer under its subject', async () => {
    await fromOutreach(mailingCreated(41));
    expect(await rowsOf('emails', 'outreach')).toEqual([]);
    await fromOutreach(
      outreach('mailing.delivered', 41, { updatedAt: second(4), state: 'delivered', deliveredAt: second(4) }),
    );
    await fromOutreach(
      outreach('mailing.replied', 41, { updatedAt: second(8), state: 'replied', repliedAt: second(8) }),
    );
    const rows = (await rowsOf('emails', 'outreach')).sort(
      (a, b) => Number(b['directioncode']) - Number(a['directioncode']),
    );
    expect(rows).toMatchObject([
      { subject: 'Email: Our proposal', directioncode: true, statuscode: 3, _ownerid_value: line.robinId },
      { subject: 'Email: Re: Our proposal', directioncode: false, statuscode: 4, _regardingobjectid_value: ann },
    ]);
    expect(String(rows[0]?.['description'])).toContain('Dear Ann');
    expect(await line.parties(rows[0]?.['activityid'])).toEqual([`from ${line.robinId}`, `to ${ann}`]);
    expect(await line.parties(rows[1]?.['activityid'])).toEqual([`from ${ann}`, `to ${line.robinId}`]);
  });

  it('L-14 a completed step of a sequence; one that is a call is not logged as a step', async () => {
    await fromOutreach(taskCreated(51));
    await fromOutreach(taskCreated(52, { taskType: 'sequence_step_call', action: 'call' }));
    for (const id of [51, 52]) {
      const completed = { updatedAt: second(7), completed: true, completedAt: second(7), state: 'complete' };
      await fromOutreach(outreach('task.completed', id, completed));
    }
    expect(await rowsOf('tasks', 'outreach')).toMatchObject([
      { subject: 'Other: Action item', description: 'Send the brochure', statecode: 1, _regardingobjectid_value: ann },
    ]);
  });

  it('L-13, L-22 a call of Aircall by the number alone, its recording and comment later and out of order', async () => {
    await fromAircall(aircall('call.created', 0, { ended_at: null }));
    await fromAircall(
      aircall('call.comm_assets_generated', 90, { ...recordingReady, comments: [{ content: 'Call in May' }] }),
    );
    await fromAircall(aircall('call.ended', 71));
    await fromAircall(
      aircall('call.tagged', 95, {
        ...recordingReady,
        comments: [{ content: 'Call in May' }],
        tags: [{ name: 'Demo' }],
      }),
    );
    expect(await rowsOf('phonecalls', 'aircall')).toMatchObject([
      {
        subject: 'Call: Demo',
        description: 'Call in May',
        phonenumber: '+12025550100',
        al_durationseconds: 60,
        al_recordingurl: 'https://assets.example/calls/123/recording',
        _regardingobjectid_value: ann,
        _ownerid_value: line.robinId,
      },
    ]);
  });

  it('L-13 a voicemail of Aircall', async () => {
    const voicemail = { id: 124, direction: 'inbound', answered_at: null, voicemail: 'https://media.example/v.mp3' };
    await fromAircall(aircall('call.voicemail_left', 80, voicemail));
    const rows = await rowsOf('phonecalls', 'aircall');
    expect(rows.find(({ al_sourceid }) => String(al_sourceid).endsWith('124'))).toMatchObject({
      subject: 'Call: Voicemail',
      leftvoicemail: true,
      directioncode: false,
    });
  });

  it('L-21 a recording of Zoom waits for its invitees with a plain reason; an event of the own format names them', async () => {
    await line.webhook((url) => postZoom(url, zoomRecording()));
    expect((await line.status()).parkedBy).toEqual({ 'no-invitees': 1 });
    const { uuid } = zoomRecording().payload.object;
    expect(await line.issues(uuid)).toMatchObject([{ statecode: 0 }]);
    const invitees = {
      kind: 'recording',
      id: uuid,
      version: '2026-03-02T11:00:00Z',
      attendees: [{ email: 'ann@alder.example' }],
    };
    await line.send([invitees], 'zoom');
    const rows = await rowsOf('tasks', 'zoom');
    expect(rows).toMatchObject([
      {
        subject: 'Recording: Rollout with Alder',
        al_recordingurl: 'https://zoom.us/rec/share/abc',
        _regardingobjectid_value: ann,
        _ownerid_value: line.robinId,
        statecode: 1,
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/a-passcode|a-password|download-token|in-the-/);
  });

  it('B-3 every delivery again changes no row', async () => {
    const before = await line.activities();
    await fromOutreach(callCreated(31));
    await fromOutreach(
      outreach('call.updated', 31, { updatedAt: second(3), answeredAt: second(3), outcome: 'Ringing' }),
    );
    await fromAircall(aircall('call.ended', 71));
    await line.webhook((url) => postZoom(url, zoomRecording()));
    expect(await line.activities()).toEqual(before);
  });
});
