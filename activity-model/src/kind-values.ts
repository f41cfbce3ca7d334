import type { Kind } from './kinds.ts';
import { ActivityKind } from './metadata/choices.ts';

/** Option of the choice `al_activitykind` for each kind. */
export const kindValues: Readonly<Record<Kind, ActivityKind>> = {
  email: ActivityKind.Email,
  reply: ActivityKind.Reply,
  call: ActivityKind.Call,
  voicemail: ActivityKind.Voicemail,
  meeting: ActivityKind.Meeting,
  note: ActivityKind.Note,
  step: ActivityKind.Step,
  message: ActivityKind.Message,
  recording: ActivityKind.Recording,
};
