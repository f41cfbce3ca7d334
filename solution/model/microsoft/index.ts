import type { MicrosoftTable } from '../types.ts';
import { activityparty, activityTables } from './activities.ts';
import { account, contact, lead, opportunity, systemuser } from './people.ts';
import { activitypointer, list, listmember } from './reports.ts';

export { activityparty, activityTables, appointment, email, phonecall, task } from './activities.ts';
export { account, contact, lead, opportunity, systemuser } from './people.ts';
export { activitypointer, list, listmember } from './reports.ts';

export const microsoftTables: readonly MicrosoftTable[] = [
  ...activityTables,
  activityparty,
  contact,
  account,
  systemuser,
  lead,
  opportunity,
  activitypointer,
  list,
  listmember,
];
