/** What happened, as the admin's settings name it (SPEC L-2). */
export const kinds = [
  'email',
  'reply',
  'call',
  'voicemail',
  'meeting',
  'note',
  'step',
  'message',
  'recording',
] as const;
export type Kind = (typeof kinds)[number];

/** The native Dataverse tables a kind can be logged to (SPEC L-3). */
export const targets = ['task', 'email', 'phonecall', 'appointment'] as const;
export type Target = (typeof targets)[number];

/** Allowed targets of each kind; the first one is the default (SPEC L-3: Task for every kind). */
export const allowedTargets: Readonly<Record<Kind, readonly [Target, ...Target[]]>> = {
  email: ['task', 'email'],
  reply: ['task', 'email'],
  call: ['task', 'phonecall'],
  voicemail: ['task', 'phonecall'],
  meeting: ['task', 'appointment'],
  note: ['task'],
  step: ['task'],
  message: ['task'],
  recording: ['task'],
};

/** A reply follows its email and a voicemail its call, in target and in being logged at all (SPEC L-3, L-4). */
export const parentKind: Readonly<Partial<Record<Kind, Kind>>> = { reply: 'email', voicemail: 'call' };

/**
 * What the source calls the thing. A voicemail is a call at its source: the kind is decided from the
 * fields, the type (which is part of the row's identity) never changes.
 */
export const itemTypes = ['email', 'reply', 'call', 'meeting', 'note', 'step', 'message', 'recording'] as const;
export type ItemType = (typeof itemTypes)[number];
