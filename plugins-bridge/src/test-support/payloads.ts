/** Salesloft payloads in the shape of captured ones. */
export const at = (minute: number): string => `2026-01-22T01:${String(minute).padStart(2, '0')}:45.587713-05:00`;
export const person = { _href: 'https://api.salesloft.com/v2/people/436', id: 436 };
export const user = { _href: 'https://api.salesloft.com/v2/users/49067', id: 49067 };
export const base = (id: number, minute = 22) => ({ id, created_at: at(1), updated_at: at(minute), user });

export const email = {
  ...base(1),
  recipient_email_address: 'Ann@X.example',
  recipient: person,
  status: 'sent',
  sent_at: at(2),
  counts: { replies: 0 },
  headers: { cc: '"Bo, B." <BO@y.example>, c@z.example' },
};
export const call = {
  ...base(5),
  to: '+12025550100',
  duration: 61,
  sentiment: null,
  disposition: 'Connected',
  recordings: [null],
  called_person: person,
};
export const record = {
  ...base(905, 23),
  to: '+12025550100',
  from: '+12025550900',
  duration: 60,
  direction: 'outbound',
  call_type: 'call',
  recording: { url: 'https://r.example/5' },
  call: { id: 5 },
  called_person: person,
};
