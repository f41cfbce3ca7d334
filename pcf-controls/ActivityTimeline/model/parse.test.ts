import { describe, expect, it } from '@jest/globals';
import { loggedRow, manualRow } from '../../test-support/activityRows';
import { activityFrom } from './parse';

const formatted = '@OData.Community.Display.V1.FormattedValue';

describe('activityFrom', () => {
  it('reads a logged call', () => {
    const row = loggedRow('c1', '2026-03-03T19:05:00Z', {
      subject: 'Call: Connected|Positive',
      al_kind: 727000002,
      al_disposition: 727000000,
      [`al_disposition${formatted}`]: 'Verbunden',
      al_dispositiontext: 'Spoke',
      al_sentiment: 'Positive',
      al_durationseconds: 95,
      directioncode: true,
      al_recordingurl: 'https://rec.example/1',
      al_sourceuser: 'Left Colleague',
    });
    expect(activityFrom(row, 'phonecall', 'al_occurredon')).toMatchObject({
      id: 'c1',
      kind: 'call',
      at: Date.parse('2026-03-03T19:05:00Z'),
      state: 'done',
      direction: 'outgoing',
      disposition: 'connected',
      dispositionText: 'Verbunden',
      sentiment: 'Positive',
      durationSeconds: 95,
      recordingUrl: 'https://rec.example/1',
      // L-28: the name kept in the row, not the default owner's
      who: 'Left Colleague',
    });
  });

  it('T-1 a row made by hand stands where it happened, by the column it was read by', () => {
    const row = manualRow('t1', '2026-03-01T08:00:00Z', { actualend: '2026-03-02T08:00:00Z', statecode: 1 });
    expect(activityFrom(row, 'task', 'actualend').at).toBe(Date.parse('2026-03-02T08:00:00Z'));
    expect(activityFrom({ ...row, scheduledstart: null }, 'appointment', 'scheduledstart').at).toBe(
      Date.parse('2026-03-01T08:00:00Z'),
    );
    expect(activityFrom(row, 'task', 'actualend')).toMatchObject({ kind: 'task', who: 'Ada Admin' });
    expect(activityFrom(row, 'phonecall', 'actualend').kind).toBe('call');
  });

  it('L-12 on a task an email went out and a reply came in', () => {
    expect(
      activityFrom(loggedRow('e', '2026-03-01T08:00:00Z', { al_kind: 727000000 }), 'task', 'al_occurredon').direction,
    ).toBe('outgoing');
    expect(
      activityFrom(loggedRow('r', '2026-03-01T08:00:00Z', { al_kind: 727000001 }), 'task', 'al_occurredon').direction,
    ).toBe('incoming');
  });

  it('T-10 takes no address that a browser should not open', () => {
    const row = loggedRow('x', '2026-03-01T08:00:00Z', { al_recordingurl: 'javascript:alert(1)' });
    expect(activityFrom(row, 'task', 'al_occurredon').recordingUrl).toBeUndefined();
  });

  it('leaves out what is missing or of another type', () => {
    const activity = activityFrom(
      { activityid: 'x', al_kind: 'email', al_durationseconds: '9' },
      'task',
      'al_occurredon',
    );
    expect(activity).toEqual({
      id: 'x',
      table: 'task',
      kind: 'task',
      subject: '',
      snippet: '',
      at: 0,
      state: 'open',
      noShow: false,
      who: '',
    });
  });
});
