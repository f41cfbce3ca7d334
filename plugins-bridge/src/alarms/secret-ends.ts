import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Alarm } from './alarms.ts';

const dayMs = 86_400_000;
/** So long before its end a new secret should be made. */
const warnDays = 30;

/** What the bridge signs in to Dataverse with, as far as its end can be known. */
export interface SignInSecret {
  /** The day the client secret ends: Entra ID knows it, and cannot be asked with the rights of the bridge. */
  readonly secretEnds: string | undefined;
  /** PEM file of the certificate, which says itself when it ends. */
  readonly certificatePath: string | undefined;
}

/** Alarms of a secret or certificate that ends soon or has ended (SPEC B-9). */
export function secretEnds({ secretEnds: day, certificatePath }: SignInSecret, now: number): Alarm[] {
  return [
    ...endOf('client secret', day === undefined ? undefined : Date.parse(day), now),
    ...endOf('certificate', certificatePath === undefined ? undefined : certificateEnd(certificatePath), now),
  ];
}

function endOf(subject: string, end: number | undefined, now: number): Alarm[] {
  if (end === undefined || end - now > warnDays * dayMs) return [];
  const day = new Date(end).toISOString().slice(0, 10);
  return [{ code: 'secret-ends', subject, detail: `the ${subject} ${end > now ? 'ends' : 'ended'} on ${day}` }];
}

/** Read each time: a mounted file is replaced while the bridge runs. `undefined` when it cannot be read; the sign-in tells that. */
function certificateEnd(path: string): number | undefined {
  try {
    return new X509Certificate(readFileSync(path)).validToDate.getTime();
  } catch {
    return undefined;
  }
}
