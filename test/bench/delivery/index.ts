/** `npm run bench -- delivery`: the bridge against DynamicsWebApi, each on the same stream under the same limits (docs/bench.md). */
import { rounded } from '../measure.ts';
import { WINDOW_SECONDS } from './organisation.ts';
import { boundPerSecond, runBridge, runLatency, runPeer, type SideFigures, type Times } from './run.ts';

export const DELIVERY_GOALS = {
  requestsPer1000: 60,
  shareOfBound: 0.9,
  ratioToPlain: 6,
  ratioToBatch: 0.95,
  ratioToBatchBadRows: 2,
  eventToRowP95Ms: 2000,
} as const;

/** One event of so many has a row that the platform refuses. */
const BAD_EVERY = 100;
const FULL = { warmSeconds: 60, measureSeconds: 120, latencySeconds: 90 };
/** For one's own work: half the windows, so the figures swing more. */
const QUICK = { warmSeconds: 35, measureSeconds: 60, latencySeconds: 30 };

export async function benchDelivery({
  quick,
  step,
}: {
  readonly quick: boolean;
  readonly step: (text: string) => void;
}) {
  const { latencySeconds, ...times } = quick ? QUICK : FULL;
  const bound = boundPerSecond();
  step(`clean stream: the bridge, DynamicsWebApi plainly and in batches, ${seconds(times)} s side by side`);
  const [ours, plain, batch] = await together([
    runBridge(times, 0),
    runPeer('plain', times, 0),
    runPeer('batch', times, 0),
  ]);
  step(`stream with 1 % bad rows: the bridge, DynamicsWebApi in batches and with halving, ${seconds(times)} s`);
  const [oursBad, batchBad, halvingBad] = await together([
    runBridge(times, BAD_EVERY),
    runPeer('batch', times, BAD_EVERY),
    runPeer('halving', times, BAD_EVERY),
  ]);
  step(`half the bound: ${latencySeconds} s`);
  const latency = await runLatency(latencySeconds, bound / 2);

  const figures = {
    ...(quick ? { quick: true } : {}),
    requestsPer1000: rounded(ours.requestsPer1000, 1),
    activitiesPerSecond: rounded(ours.activitiesPerSecond, 2),
    boundPerSecond: rounded(bound, 2),
    shareOfBound: rounded(ours.activitiesPerSecond / bound, 3),
    ratioToPlain: rounded(ours.activitiesPerSecond / plain.activitiesPerSecond, 2),
    ratioToBatch: rounded(ours.activitiesPerSecond / batch.activitiesPerSecond, 3),
    ratioToBatchBadRows: rounded(oursBad.activitiesPerSecond / batchBad.activitiesPerSecond, 2),
    ratioToHalvingBadRows: rounded(oursBad.activitiesPerSecond / halvingBad.activitiesPerSecond, 2),
    throttled: ours.throttled + oursBad.throttled,
    lost: ours.lost + oursBad.lost,
    doubled: ours.doubled + oursBad.doubled,
    peers: {
      plain: sideOf(plain),
      batch: sideOf(batch),
      batchBadRows: sideOf(batchBad),
      halvingBadRows: sideOf(halvingBad),
    },
    badRows: sideOf(oursBad),
    eventToRowP95Ms: rounded(latency.p95Ms),
    eventToRowP50Ms: rounded(latency.p50Ms),
    latencyThrottled: latency.throttled,
    ...times,
  };
  return { ...figures, met: meets(figures) };
}

/** As Promise.all, but when one fails the others are waited for, so that no server is left running. */
async function together<T extends readonly [Promise<SideFigures>, ...Promise<SideFigures>[]]>(runs: T) {
  await Promise.allSettled(runs);
  return Promise.all(runs);
}

type Figures = Record<keyof typeof DELIVERY_GOALS | 'lost' | 'doubled', number>;

function meets(of: Figures): boolean {
  const { requestsPer1000, eventToRowP95Ms, ...least } = DELIVERY_GOALS;
  return (
    of.lost === 0 &&
    of.doubled === 0 &&
    of.requestsPer1000 <= requestsPer1000 &&
    of.eventToRowP95Ms <= eventToRowP95Ms &&
    of.shareOfBound >= least.shareOfBound &&
    of.ratioToPlain >= least.ratioToPlain &&
    of.ratioToBatch >= least.ratioToBatch &&
    of.ratioToBatchBadRows >= least.ratioToBatchBadRows
  );
}

function sideOf({ activitiesPerSecond, requestsPer1000, throttled, lost, doubled }: SideFigures) {
  return {
    activitiesPerSecond: rounded(activitiesPerSecond, 2),
    requestsPer1000: rounded(requestsPer1000, 1),
    throttled,
    lost,
    doubled,
  };
}

function seconds({ warmSeconds, measureSeconds }: Times): number {
  return warmSeconds + measureSeconds + WINDOW_SECONDS;
}
