// Generated from solution/model by `npm run generate`. Do not edit.

/** Global choice `al_activitykind`: What happened: the kind the logging rules are made for. */
export const ActivityKind = {
  Email: 727000000,
  Reply: 727000001,
  Call: 727000002,
  Voicemail: 727000003,
  Meeting: 727000004,
  Note: 727000005,
  Step: 727000006,
  Message: 727000007,
  Recording: 727000008,
} as const;
export type ActivityKind = (typeof ActivityKind)[keyof typeof ActivityKind];

/** Global choice `al_disposition`: How a call ended. */
export const Disposition = {
  Connected: 727000000,
  Voicemail: 727000001,
  Gatekeeper: 727000002,
  NoAnswer: 727000003,
} as const;
export type Disposition = (typeof Disposition)[keyof typeof Disposition];

/** Global choice `al_emailtarget`: Table that emails and replies are logged to. */
export const EmailTarget = {
  Task: 727000000,
  Email: 727000001,
} as const;
export type EmailTarget = (typeof EmailTarget)[keyof typeof EmailTarget];

/** Global choice `al_calltarget`: Table that calls and voicemails are logged to. */
export const CallTarget = {
  Task: 727000000,
  PhoneCall: 727000001,
} as const;
export type CallTarget = (typeof CallTarget)[keyof typeof CallTarget];

/** Global choice `al_meetingtarget`: Table that meetings are logged to. */
export const MeetingTarget = {
  Task: 727000000,
  Appointment: 727000001,
} as const;
export type MeetingTarget = (typeof MeetingTarget)[keyof typeof MeetingTarget];
