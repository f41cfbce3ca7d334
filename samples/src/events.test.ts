import { describe, expect, it } from '@jest/globals';
import { canonicalSamples, people, sampleEvents } from './index.ts';

const base = Date.parse('2026-11-22T12:00:00Z');

describe('samples', () => {
  const events = sampleEvents({ base });

  it('are at least 200 events of 25 people of 8 companies, in order of time', () => {
    expect(events.length).toBeGreaterThanOrEqual(200);
    expect(people).toHaveLength(25);
    expect(new Set(people.map(({ company }) => company.id)).size).toBe(8);
    expect(people.filter(({ inCrm }) => inCrm === 'none')).toHaveLength(2);
    expect(events.map(({ at }) => at)).toEqual([...events.map(({ at }) => at)].sort((a, b) => a - b));
  });

  it('are the same for the same seed, and others for another', () => {
    expect(sampleEvents({ base })).toEqual(events);
    expect(sampleEvents({ base, seed: 1 })).not.toEqual(events);
  });

  it('cover every event name the bridge must know', () => {
    const names = [...new Set(events.map(({ event }) => event))].sort();
    expect(names).toEqual([
      'call_created',
      'call_data_record_created',
      'conversation_recording_created',
      'email_updated',
      'email_with_body_and_subject_updated',
      'meeting_booked',
      'meeting_updated',
      'note_created',
      'task_completed',
    ]);
  });

  it('carry times with offset and microseconds, as the source writes them', () => {
    const times = events.map(({ body }) => (body as { updated_at: string }).updated_at);
    expect(times.filter((time) => !/\.\d{6}[+-]\d\d:\d\d$/.test(time))).toEqual([]);
  });
});

describe('samples of the canonical format', () => {
  it('are the same for the same seed, one of each kind a person, each with an id of its own', () => {
    const samples = canonicalSamples({ base });
    expect(canonicalSamples({ base })).toEqual(samples);
    expect(canonicalSamples({ base, seed: 1 })).not.toEqual(samples);
    expect(samples).toHaveLength(45);
    expect(new Set(samples.map(({ kind, id }) => `${kind}|${id}`)).size).toBe(45);
  });
});
