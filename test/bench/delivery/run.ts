/** One side's run: warmed up until the burst allowance is gone, measured over whole windows from each moment of one, then read back. */
import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../measure.ts';
import { everySecond, meanPerSecond } from '../phases.ts';
import { startBridgeSide } from './bridge-side.ts';
import { BUDGET_MS, type Organisation, startOrganisation, WINDOW_SECONDS } from './organisation.ts';
import { type PeerStyle, startPeer } from './peers.ts';
import { type BenchEvent, eventAt, meanLeastCost, sourceIdOf } from './stream.ts';

export interface Times {
  readonly warmSeconds: number;
  readonly measureSeconds: number;
}

export interface SideFigures {
  readonly activitiesPerSecond: number;
  readonly requestsPer1000: number;
  /** In all the time that was looked at: what is measured, and a window. */
  readonly throttled: number;
  /** Events it acknowledged that have no closed row in the end. */
  readonly lost: number;
  /** Rows beyond the first of an event. */
  readonly doubled: number;
}

/** Activities a second that the execution budget allows for this stream. */
export function boundPerSecond(): number {
  return BUDGET_MS / meanLeastCost(10_000);
}

/** Our bridge under a backlog that does not end. */
export async function runBridge(times: Times, badEvery: number): Promise<SideFigures> {
  return withOrganisation(async (organisation) => {
    const bridge = await startBridgeSide(organisation);
    try {
      await organisation.protect(true);
      const seconds = times.warmSeconds + times.measureSeconds + WINDOW_SECONDS;
      const events = eventsFrom(0, Math.ceil(boundPerSecond() * seconds * 1.1 + 1500), badEvery);
      await bridge.feed(events);
      const measured = await measure(organisation, times);
      // Everything acknowledged must stand in the end; without limits the rest takes no time.
      await organisation.protect(false);
      await bridge.drained(300_000);
      const good = events.filter(({ bad }) => !bad).map(sourceIdOf);
      return { ...measured, ...(await tally(organisation, good)) };
    } finally {
      await bridge.stop();
    }
  });
}

/** DynamicsWebApi on the same stream. */
export async function runPeer(style: PeerStyle, times: Times, badEvery: number): Promise<SideFigures> {
  return withOrganisation(async (organisation) => {
    await organisation.protect(true);
    const peer = await startPeer(organisation, style, badEvery);
    let measured;
    try {
      measured = await measure(organisation, times);
    } finally {
      await organisation.protect(false);
      await peer.stop();
    }
    return { ...measured, ...(await tally(organisation, [...peer.said])) };
  });
}

/** 95th percentile of the time from acceptance to the row, events arriving evenly at `perSecond`. */
export async function runLatency(
  seconds: number,
  perSecond: number,
): Promise<{ p95Ms: number; p50Ms: number; throttled: number }> {
  return withOrganisation(async (organisation) => {
    const bridge = await startBridgeSide(organisation);
    try {
      await organisation.protect(true);
      const started = performance.now();
      const sending: Promise<void>[] = [];
      const count = Math.ceil(seconds * perSecond);
      for (let number = 0; number < count; number += 1) {
        const wait = (number / perSecond) * 1000 - (performance.now() - started);
        if (wait > 0) await delay(wait);
        sending.push(bridge.feed([eventAt(number, 0)]));
      }
      await Promise.all(sending);
      await bridge.drained(120_000);
      const { throttled } = await organisation.requests();
      const { lost, doubled } = await tally(organisation, eventsFrom(0, count, 0).map(sourceIdOf));
      if (lost + doubled > 0) throw new Error(`${lost} lost, ${doubled} doubled`);
      const delays = await bridge.delays();
      // The first second is spent on definitions that are read once a start.
      const steady = delays.slice(Math.ceil(perSecond * 5));
      return { p95Ms: percentile(steady, 0.95), p50Ms: percentile(steady, 0.5), throttled };
    } finally {
      await bridge.stop();
    }
  });
}

async function withOrganisation<T>(work: (organisation: Organisation) => Promise<T>): Promise<T> {
  const organisation = await startOrganisation();
  try {
    return await work(organisation);
  } finally {
    await organisation.stop();
  }
}

async function measure(
  organisation: Organisation,
  { warmSeconds, measureSeconds }: Times,
): Promise<Omit<SideFigures, 'lost' | 'doubled'>> {
  await delay(warmSeconds * 1000);
  // As many spans begin as a window has seconds.
  const looks = await everySecond(measureSeconds + WINDOW_SECONDS - 1, async () => {
    const at = performance.now();
    const { total, throttled } = await organisation.requests();
    return { at, total, throttled, closed: await organisation.closed() };
  });
  const perSecond = (of: (look: (typeof looks)[number], index: number) => number): number =>
    meanPerSecond(
      looks.map((look, index) => ({ at: look.at, count: of(look, index) })),
      measureSeconds,
    );
  const activitiesPerSecond = perSecond(({ closed }) => closed);
  // One request of each look was ours, for the count.
  const requestsPerSecond = perSecond(({ total }, index) => total - index);
  return {
    activitiesPerSecond,
    requestsPer1000: (requestsPerSecond / activitiesPerSecond) * 1000,
    throttled: looks.at(-1)!.throttled - looks[0]!.throttled,
  };
}

async function tally(
  organisation: Organisation,
  acknowledged: readonly string[],
): Promise<Pick<SideFigures, 'lost' | 'doubled'>> {
  const written = await organisation.written();
  const lost = acknowledged.filter((id) => (written.get(id)?.closed ?? 0) === 0).length;
  let doubled = 0;
  for (const { rows } of written.values()) doubled += rows - 1;
  return { lost, doubled };
}

function eventsFrom(start: number, count: number, badEvery: number): BenchEvent[] {
  return Array.from({ length: count }, (_, index) => eventAt(start + index, badEvery));
}
