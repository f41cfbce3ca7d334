import { Gauge, type Registry } from 'prom-client';
import type { LaneFigures } from '../dataverse/lanes.ts';
import type { Statistics } from '../queue/types.ts';

/** What is read when somebody asks for the metrics. */
export interface MetricReaders {
  readonly queue: () => Promise<Pick<Statistics, 'entries' | 'oldestPending'>>;
  readonly lanes: () => readonly LaneFigures[];
  readonly ready: () => boolean;
  /** Milliseconds since 1970 of the last successful look at the settings. */
  readonly settingsCheckedAt: () => number | undefined;
  readonly now: () => number;
}

/** Counting all entries costs a large queue time: it is done at most this often. */
const queueEveryMs = 10_000;

/** Adds the metrics that are read when they are asked for. */
export function addGauges(registry: Registry, { queue, lanes, ready, settingsCheckedAt, now }: MetricReaders): void {
  const registers = [registry];
  let read: { readonly at: number; readonly figures: ReturnType<MetricReaders['queue']> } | undefined;
  const figures = (): ReturnType<MetricReaders['queue']> => {
    if (!read || read.at + queueEveryMs <= now()) {
      const current = { at: now(), figures: queue() };
      // A failure is told to whoever asks now, and not kept.
      current.figures.catch(() => (read = undefined));
      read = current;
    }
    return read.figures;
  };
  new Gauge({
    name: 'activity_logging_queue_entries',
    help: 'Entries in the queue by state: pending, logged, skipped, parked. Counted at most every ten seconds.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries((await figures()).entries)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'activity_logging_queue_oldest_pending_seconds',
    help: 'Age of the payload that waits longest to be logged; 0 when none waits.',
    registers,
    async collect() {
      const { oldestPending } = await figures();
      this.set(oldestPending === undefined ? 0 : Math.max(0, now() - oldestPending) / 1000);
    },
  });
  const perLane = (name: string, help: string, value: (lane: LaneFigures) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['lane'],
      registers,
      collect() {
        this.reset();
        lanes().forEach((lane, index) => this.set({ lane: String(index + 1) }, value(lane)));
      },
    });
  };
  perLane(
    'activity_logging_dataverse_lane_limit',
    'Requests a lane may have under way at once; a lane is an application user, in the order of the configuration.',
    ({ limit }) => limit,
  );
  perLane('activity_logging_dataverse_lane_requests', 'Requests a lane has under way.', ({ underWay }) => underWay);
  perLane(
    'activity_logging_dataverse_lane_paused_seconds',
    'Time until a lane may send again; 0 when it may now.',
    ({ pausedMs }) => pausedMs / 1000,
  );
  new Gauge({
    name: 'activity_logging_ready',
    help: '1 when the bridge logs, 0 when it only takes payloads; /health/ready says why.',
    registers,
    collect() {
      this.set(ready() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'activity_logging_settings_age_seconds',
    help: 'Time since the settings were last read from Dataverse; NaN until they were.',
    registers,
    collect() {
      const checkedAt = settingsCheckedAt();
      this.set(checkedAt === undefined ? NaN : Math.max(0, now() - checkedAt) / 1000);
    },
  });
}
