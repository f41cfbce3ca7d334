/** Tables of the core solution besides the configuration, in the order in which they refer to each other. */
import type { CustomTable } from '../../types.ts';
import { auditDaily, auditedTable, auditReport } from './audit.ts';
import { fieldMapping } from './field-mapping.ts';
import { interactionLogEntry } from './interaction-log.ts';
import { interactionGroup, interactionTemplate } from './interaction-setup.ts';
import { loggingIssue } from './logging-issue.ts';
import { mailLogRun } from './mail-log-run.ts';
import { mailboxSetup } from './mailbox-setup.ts';
import { meetingAttendee } from './meeting-attendee.ts';
import { bridgeRequest, loggingSample } from './requests.ts';

export { tableChoices } from './choices.ts';

export const tables: readonly CustomTable[] = [
  fieldMapping,
  loggingIssue,
  meetingAttendee,
  interactionGroup,
  interactionTemplate,
  interactionLogEntry,
  mailboxSetup,
  mailLogRun,
  bridgeRequest,
  loggingSample,
  auditDaily,
  auditedTable,
  auditReport,
];
