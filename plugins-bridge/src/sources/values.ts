import type { z } from 'zod';
import { reason } from '../reasons.ts';
import type { Parsed } from './types.ts';

type NotLogged = Extract<Parsed, { ok: 'nothing' }>;
type NotRead = Extract<Parsed, { ok: false }>;

/** ISO time with any offset → UTC with milliseconds. */
export function utc(time: string): string {
  return new Date(time).toISOString();
}

/** The same for a field that may be empty or absent. */
export function utcOrNull(time: string | null | undefined): string | null | undefined {
  return typeof time === 'string' ? utc(time) : time;
}

/** Text, or `undefined` when the payload has none. */
export function filled(text: string | null | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}

export function lower(address: string): string {
  return address.trim().toLowerCase();
}

/** Understood, and never logged. */
export function nothing(detail: string): NotLogged {
  return { ok: 'nothing', reason: reason('nothing-to-log', detail) };
}

export function unknownEvent(name: string): NotRead {
  return { ok: false, reason: reason('unknown-event', name.slice(0, 80)) };
}

/** Names the first field that is wrong and the rule it breaks; the message of the library could quote its value. */
export function wrongShape(error: z.ZodError): NotRead {
  const issue = error.issues[0];
  return {
    ok: false,
    reason: reason('wrong-shape', `${issue?.path.join('.') || 'body'}: ${issue?.code ?? 'invalid'}`),
  };
}
