/** A sender that keeps to at-least-once: it sends again until it has an answer, in no order, and some of it twice. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@activity-logging/samples';
import { signedEvents } from '@activity-logging/samples';
import { request } from 'undici';
import { eventSecret } from '../support/processes.ts';
import type { Row } from './items.ts';

export interface Parcel {
  readonly events: readonly Row[];
  /** Its sender does not try again. */
  readonly once?: boolean;
  /** Called when nobody answered and the sender gave up. */
  readonly givenUp?: () => void;
}

export interface Sending {
  /** Where the next request goes. */
  readonly target: () => string;
  /** Epoch milliseconds of the sender's clock. */
  readonly now: () => number;
  readonly dice: Random;
  readonly timeoutMs: number;
}

/** Events that were acknowledged, and requests that had to be sent again. */
export interface Sent {
  readonly acknowledged: number;
  readonly again: number;
}

const lanes = 4;

/** Sends all parcels over four lanes. @throws Error when one is refused for good or not acknowledged in time */
export async function deliver(parcels: readonly Parcel[], sending: Sending): Promise<Sent> {
  const deadline = performance.now() + sending.timeoutMs;
  const left = [...parcels];
  let [acknowledged, again] = [0, 0];
  const lane = async (): Promise<void> => {
    for (let parcel = left.shift(); parcel; parcel = left.shift()) {
      await delay(sending.dice.whole(0, 120));
      let answered = await post(parcel.events, sending);
      while (!answered && !parcel.once) {
        if (performance.now() > deadline) throw new Error('events were not acknowledged in time');
        again += 1;
        await delay(sending.dice.whole(50, 250));
        answered = await post(parcel.events, sending);
      }
      if (answered) acknowledged += parcel.events.length;
      else parcel.givenUp?.();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { acknowledged, again };
}

/** @returns false when it is not known whether the events were taken. @throws Error when they can never be */
async function post(events: readonly Row[], { target, now }: Sending): Promise<boolean> {
  const { raw, headers } = signedEvents(events, eventSecret, now());
  let status: number;
  let text: string;
  try {
    const answer = await request(new URL('/events', target()), {
      method: 'POST',
      headers,
      body: raw,
      // Connections are not kept: one to a process that was killed is no answer either.
      reset: true,
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
    });
    status = answer.statusCode;
    text = await answer.body.text();
  } catch {
    return false;
  }
  if (status === 202 && !text.includes('"accepted":false')) return true;
  // 401: the clocks of sender and bridge are apart for a while.
  if (status === 401 || status >= 500 || status === 429) return false;
  throw new Error(`the events were answered ${status}: ${text}`);
}
