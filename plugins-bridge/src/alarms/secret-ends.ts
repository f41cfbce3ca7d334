import type { Alarm } from './alarms.ts';

const dayMs = 86_400_000;
/** So long before its end a new secret should be made. */
const warnDays = 30;

/**
 * The alarm of a secret that ends soon or has ended. What Entra ID knows of it cannot be asked for with the rights of the bridge: the
 * day is configured.
 */
export function secretEnds(ends: string | undefined, now: number): Alarm[] {
  if (ends === undefined) return [];
  const days = Math.ceil((Date.parse(ends) - now) / dayMs);
  if (days > warnDays) return [];
  const detail = days > 0 ? `it ends on ${ends.slice(0, 10)}` : `it ended on ${ends.slice(0, 10)}`;
  return [{ code: 'secret-ends', subject: 'client secret', detail }];
}
