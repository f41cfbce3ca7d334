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

/** Global choice `al_opportunitypolicy`: Which one an activity counts for when the source names none and several are open. */
export const OpportunityPolicy = {
  None: 727000000,
  MostRecent: 727000001,
} as const;
export type OpportunityPolicy = (typeof OpportunityPolicy)[keyof typeof OpportunityPolicy];

/** Global choice `al_ambiguitypolicy`: Who an activity is logged to when several contacts or leads carry the address. */
export const AmbiguityPolicy = {
  FirstByNumber: 727000000,
  MostRecentlyActive: 727000001,
  Park: 727000002,
} as const;
export type AmbiguityPolicy = (typeof AmbiguityPolicy)[keyof typeof AmbiguityPolicy];

/** Global choice `al_targettable`: Table an activity is logged to. */
export const TargetTable = {
  Task: 727000000,
  Email: 727000001,
  PhoneCall: 727000002,
  Appointment: 727000003,
} as const;
export type TargetTable = (typeof TargetTable)[keyof typeof TargetTable];

/** Global choice `al_whenempty`: What happens when the payload has no value. */
export const WhenEmpty = {
  Skip: 727000000,
  Clear: 727000001,
  UseDefault: 727000002,
} as const;
export type WhenEmpty = (typeof WhenEmpty)[keyof typeof WhenEmpty];

/** Global choice `al_severity`: How much it matters. */
export const Severity = {
  Info: 727000000,
  Warning: 727000001,
  Error: 727000002,
} as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** Global choice `al_responsestatus`: What the attendee answered to the invitation. */
export const ResponseStatus = {
  HasntResponded: 727000000,
  Accepted: 727000001,
  Tentative: 727000002,
  Declined: 727000003,
} as const;
export type ResponseStatus = (typeof ResponseStatus)[keyof typeof ResponseStatus];

/** Global choice `al_attendance`: Whether the attendee is needed. */
export const Attendance = {
  Required: 727000000,
  Optional: 727000001,
} as const;
export type Attendance = (typeof Attendance)[keyof typeof Attendance];

/** Global choice `al_correspondencetype`: How interactions of the template are sent. */
export const CorrespondenceType = {
  None: 727000000,
  Email: 727000001,
  HardCopy: 727000002,
} as const;
export type CorrespondenceType = (typeof CorrespondenceType)[keyof typeof CorrespondenceType];

/** Global choice `al_direction`: Who wrote to whom. */
export const Direction = {
  Inbound: 727000000,
  Outbound: 727000001,
} as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

/** Global choice `al_initiatedby`: Who began the conversation. */
export const InitiatedBy = {
  Us: 727000000,
  Them: 727000001,
} as const;
export type InitiatedBy = (typeof InitiatedBy)[keyof typeof InitiatedBy];

/** Global choice `al_sendercheck`: What the receiving server found about the sender address (SPF, DKIM, DMARC). */
export const SenderCheck = {
  NotChecked: 727000000,
  Passed: 727000001,
  Failed: 727000002,
} as const;
export type SenderCheck = (typeof SenderCheck)[keyof typeof SenderCheck];

/** Global choice `al_unknownmail`: What happens to mail that is not logged. */
export const UnknownMail = {
  Remove: 727000000,
  Move: 727000001,
} as const;
export type UnknownMail = (typeof UnknownMail)[keyof typeof UnknownMail];

/** Global choice `al_runstatus`: How a run stands. */
export const RunStatus = {
  Running: 727000000,
  Finished: 727000001,
  Stopped: 727000002,
  Failed: 727000003,
} as const;
export type RunStatus = (typeof RunStatus)[keyof typeof RunStatus];

/** Global choice `al_requesttype`: What the bridge is asked to do. */
export const RequestType = {
  Retry: 727000000,
  ShowMessage: 727000001,
  RunMailLogging: 727000002,
  StopMailLogging: 727000003,
  ValidateMailbox: 727000004,
  Relink: 727000005,
  ExportAudit: 727000006,
  VerifyAudit: 727000007,
} as const;
export type RequestType = (typeof RequestType)[keyof typeof RequestType];

/** Global choice `al_requeststatus`: How a request stands. */
export const RequestStatus = {
  Waiting: 727000000,
  Running: 727000001,
  Done: 727000002,
  Refused: 727000003,
} as const;
export type RequestStatus = (typeof RequestStatus)[keyof typeof RequestStatus];

/** Global choice `al_auditcategory`: What sort of access it was. */
export const AuditCategory = {
  Read: 727000000,
  ReadMultiple: 727000001,
  Other: 727000002,
} as const;
export type AuditCategory = (typeof AuditCategory)[keyof typeof AuditCategory];

/** Global choice `al_usertype`: Sort of user who did it. */
export const UserType = {
  Admin: 727000000,
  Regular: 727000001,
  System: 727000002,
} as const;
export type UserType = (typeof UserType)[keyof typeof UserType];

/** Global choice `al_auditpredicate`: Rows a preconfigured report selects. */
export const AuditPredicate = {
  OutOfBoxEntity: 727000000,
  CustomEntity: 727000001,
  AdminEntity: 727000002,
  BulkActions: 727000003,
  OtherEntityType: 727000004,
  AdminCenter: 727000005,
  InternalTool: 727000006,
  SignedInOrOut: 727000007,
  ProcessOrPlugin: 727000008,
} as const;
export type AuditPredicate = (typeof AuditPredicate)[keyof typeof AuditPredicate];
