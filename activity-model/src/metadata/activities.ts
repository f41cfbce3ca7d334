// Generated from solution/model by `npm run generate`. Do not edit.
import { taskMetadata } from './task.ts';
import { emailMetadata } from './email.ts';
import { phoneCallMetadata } from './phone-call.ts';
import { appointmentMetadata } from './appointment.ts';

/** The four tables that activities are logged to, by logical name. */
export const activityMetadata = {
  task: taskMetadata,
  email: emailMetadata,
  phonecall: phoneCallMetadata,
  appointment: appointmentMetadata,
} as const;
export type ActivityTableName = keyof typeof activityMetadata;
