import type { Logger } from 'pino';
import type { SourceConnection } from '../connections/connection.ts';
import { SignInLost } from '../connections/tokens.ts';
import { PassingFailure } from '../failures.ts';
import { safeError } from '../log.ts';
import { createReconciler, type Reconciler } from '../reconciliation/reconciler.ts';
import { type SourceState, type SourceStates, untilDue } from '../reconciliation/states.ts';
import type { EventQueue } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { Source } from '../sources/types.ts';
import { checkSubscriptions } from '../subscriptions/manage.ts';
import { type Alarm, type AlarmContext, sentenceOf, writeAlarms } from './alarms.ts';
import { silentFor } from './silence.ts';

/** Looks after the sources while the bridge runs: pulls what webhooks lost, checks subscriptions, raises alarms (SPEC B-1, B-9). */
export interface SourceCare {
  /** A source sent something. */
  heard(source: string): void;
  /** What an operator must see to, a sentence each. */
  warnings(): readonly string[];
  figures(): Readonly<Record<string, unknown>>;
  start(): void;
  /** Dataverse has been reached: alarms are written there from now on. */
  connected(context: AlarmContext): void;
  stop(): Promise<void>;
}

export interface SourceCareOptions {
  /** Sources that are listened to. */
  readonly sources: readonly Source[];
  readonly connections: readonly SourceConnection[];
  readonly queue: Pick<EventQueue, 'accept' | 'items'>;
  readonly states: SourceStates;
  readonly reconcileMs: number;
  /** By source; `*` for all others. 0: never silent. */
  readonly silenceHours: Readonly<Record<string, number>>;
  /** Alarms that have nothing to do with sources, e.g. a secret that ends. */
  readonly others: () => readonly Alarm[];
  readonly log: Logger;
  readonly now: () => number;
}

const lookEveryMs = 5_000;
const dayMs = 86_400_000;
/** Subscriptions that were not on are looked at again after this time: an operator is putting them right. */
const offAgainMs = 5 * 60_000;
const heardEveryMs = 60_000;
/** Rows of alarms are compared with the alarms at least so often: somebody may have closed or deleted one. */
const compareEveryMs = 60 * 60_000;
/** A pull that fails is an alarm after so long; short outages are not. */
const failingMs = 60 * 60_000;

export function sourceCare(options: SourceCareOptions): SourceCare {
  const { sources, connections, queue, states, reconcileMs, silenceHours, others, log, now } = options;
  const heardAt = new Map<string, number>();
  const reconcilers = new Map<string, Reconciler>();
  for (const { name, pull } of connections) {
    const source = sources.find((one) => one.name === name);
    if (source)
      reconcilers.set(name, createReconciler({ pull, source, queue, states, everyMs: reconcileMs, log, now }));
  }
  let alarms: readonly Alarm[] = [];
  let context: AlarmContext | undefined;
  let written: { readonly text: string; readonly at: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const found: Alarm[] = [...others()];
    for (const { name } of sources) found.push(...(await alarmsOf(name)));
    alarms = found;
    await write();
  }

  async function alarmsOf(source: string): Promise<Alarm[]> {
    let state = await states.read(source);
    if (state.watchedSince === undefined) {
      await states.update(source, { watchedSince: now() });
      state = await states.read(source);
    }
    await keepHeard(source, state);
    const connection = connections.find(({ name }) => name === source);
    if (connection?.target) {
      await check(connection, connection.target.url, state);
      state = await states.read(source);
    }
    return [...silence(source, state), ...offOf(source, state), ...problemOf(source, state)];
  }

  async function keepHeard(source: string, { heardAt: known }: SourceState): Promise<void> {
    const at = heardAt.get(source);
    if (at !== undefined && at - (known ?? 0) >= heardEveryMs) await states.update(source, { heardAt: at });
  }

  async function check(
    { name, subscriptions }: SourceConnection,
    url: string,
    { checkedAt, off = [], problem }: SourceState,
  ): Promise<void> {
    const isWell = off.length === 0 && problem?.code !== 'source-sign-in-lost';
    if (untilDue(checkedAt, isWell ? dayMs : offAgainMs, now()) > 0) return;
    try {
      const wrong = (await checkSubscriptions(subscriptions, url)).filter(
        ({ state }) => state === 'off' || state === 'missing',
      );
      const again = wrong.map(({ event, state }) => `${event} ${state}`);
      const isBack = problem?.code === 'source-sign-in-lost' ? { problem: undefined } : {};
      await states.update(name, { checkedAt: now(), off: again, ...isBack });
      if (again.length > 0) log.warn({ source: name, off: again }, 'webhook subscriptions are missing or switched off');
    } catch (error) {
      // Not being able to look says nothing about the subscriptions; the pull tells of an outage.
      const lost = error instanceof SignInLost ? { problem: reason('source-sign-in-lost', name) } : {};
      await states.update(name, { checkedAt: now() - dayMs + offAgainMs, ...lost });
      log.warn({ source: name, error: safeError(error) }, 'the webhook subscriptions could not be checked');
    }
  }

  function silence(source: string, state: SourceState): Alarm[] {
    const hours = silenceHours[source] ?? silenceHours['*'] ?? 0;
    const last = Math.max(heardAt.get(source) ?? 0, state.heardAt ?? 0, state.watchedSince ?? 0);
    const silent = silentFor(last, now(), hours);
    const since = new Date(last).toISOString();
    return silent === undefined
      ? []
      : [{ code: 'source-silent', subject: source, source, detail: `${source}, nothing since ${since}` }];
  }

  async function write(): Promise<void> {
    if (!context) return;
    const text = JSON.stringify(alarms.map(({ code, subject }) => [code, subject]));
    if (written?.text === text && written.at + compareEveryMs > now()) return;
    try {
      await writeAlarms(alarms, context);
      written = { text, at: now() };
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      log.debug({ reason: error.reason }, 'the alarms could not be written yet');
    }
  }

  async function turn(): Promise<void> {
    try {
      await look();
    } catch (error) {
      log.warn({ error: safeError(error) }, 'the sources could not be looked after; it is tried again');
    }
    schedule(lookEveryMs);
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      looking = looking.then(turn);
    }, ms);
    timer.unref();
  }

  function problemOf(source: string, { problem, pulledAt, watchedSince }: SourceState): Alarm[] {
    if (!problem) return [];
    const detail = problem.detail ?? source;
    if (problem.code === 'source-sign-in-lost') return [{ code: problem.code, subject: source, source, detail }];
    const isLong = now() - (pulledAt ?? watchedSince ?? now()) > failingMs + reconcileMs;
    return isLong ? [{ code: 'pull-failing', subject: source, source, detail }] : [];
  }

  return {
    heard: (source) => void heardAt.set(source, now()),
    warnings: () => alarms.map(sentenceOf),
    figures: () => Object.fromEntries([...reconcilers].map(([name, one]) => [name, one.figures()])),
    start() {
      for (const reconciler of reconcilers.values()) reconciler.start();
      schedule(0);
    },
    connected(given) {
      context = given;
      schedule(0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.all([...reconcilers.values()].map((one) => one.stop()));
      await looking;
      await states.close();
    },
  };
}

function offOf(source: string, { off = [] }: SourceState): Alarm[] {
  return off.length === 0
    ? []
    : [{ code: 'subscription-off', subject: source, source, detail: `${source}: ${off.join(', ')}` }];
}
