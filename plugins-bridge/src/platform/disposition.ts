import type { PlatformQuestion } from '../http/platform.ts';

/** Columns of the phone call that decide; they come along with the message as an image of the row as it will be. */
export const decidingColumns = ['statecode', 'directioncode', 'al_disposition', 'al_sourcesystem'];

/**
 * A completed outbound phone call logged by hand has a disposition (SPEC T-6). The rows of the bridge are never refused, whoever touches them
 * later. The image is believed, against the rule: the platform asks within its transaction, where nobody else can read the row as it will be.
 *
 * @param ownId systemuserid of the bridge.
 * @returns undefined when it is no phone call; a message too large for its image is allowed, the view "Calls without disposition" lists the row.
 */
export function judgeCall({ table, users, row }: PlatformQuestion, ownId: string): 'allow' | 'refuse' | undefined {
  if (table !== 'phonecall') return undefined;
  if (row === undefined || users.some((id) => id.toLowerCase() === ownId.toLowerCase())) return 'allow';
  const has = (column: string): boolean => (row[column] ?? '') !== '';
  const completedOutbound = row['statecode'] === 1 && row['directioncode'] === true;
  return completedOutbound && !has('al_disposition') && !has('al_sourcesystem') ? 'refuse' : 'allow';
}
