export const aircallToken = 'token-of-the-Aircall-webhook';

/** 2026-03-02T10:00:00Z in unix seconds. */
export const aircallBase = 1_772_445_600;

/** An ended, answered outbound call as each of its events tells it. */
export const aircallCall = (more: object = {}) => ({
  id: 123,
  direct_link: 'https://api.aircall.io/v1/calls/123',
  direction: 'outbound',
  call_uuid: 'CA123',
  status: 'done',
  missed_call_reason: null,
  started_at: aircallBase,
  answered_at: aircallBase + 10,
  ended_at: aircallBase + 70,
  duration: 70,
  cost: '0',
  hangup_cause: null,
  voicemail: null,
  recording: null,
  asset: null,
  raw_digits: '+1 202-555-0100',
  participants: [
    { id: 9, name: 'Robin Example', type: 'user' },
    { phone_number: '+12025550100', type: 'external' },
  ],
  user: { id: 9, name: 'Robin Example', email: 'Robin@northwind.example' },
  contact: null,
  number: { id: 1, digits: '+1 202-555-0900' },
  comments: [],
  tags: [],
  ...more,
});

export const aircall = (event: string, at: number, more: object = {}, token = aircallToken) => ({
  resource: 'call',
  event,
  timestamp: aircallBase + at,
  token,
  data: aircallCall(more),
});

export const recordingReady = {
  recording: 'https://media.example/123.mp3?signature=passing',
  asset: 'https://assets.example/calls/123/recording',
};

/** Posts as Aircall does: the token in the body is all there is. */
export function postAircall(url: string, payload: object): Promise<Response> {
  return fetch(`${url}/sources/aircall`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
}
