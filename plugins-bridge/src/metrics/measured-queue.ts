import type { EventQueue, Outcome, Settlement } from '../queue/types.ts';
import type { Metrics } from './metrics.ts';

/** Deliveries whose time of receipt is remembered at most; what is beyond them is not in the histogram of latencies. */
const capacity = 50_000;

const outcomes: Readonly<Record<Outcome['do'], string>> = {
  done: 'logged',
  skip: 'skipped',
  park: 'parked',
  retry: 'retried',
  replace: 'replaced',
};

type Figures = Pick<Metrics, 'deliveries' | 'entries' | 'conflicts' | 'claims' | 'eventToRow'>;

/** The same queue, counted (SPEC B-9). */
export function measuredQueue<Queue extends EventQueue>(queue: Queue, metrics: Figures, now: () => number): Queue {
  /** When deliveries came in, and how many of their entries are not logged yet. */
  const received = new Map<string, { readonly at: number; left: number }>();

  function countSettled({ claim, outcomes: settled }: Settlement): void {
    for (const entry of claim.entries) {
      const outcome = settled.get(entry.id);
      if (!outcome) continue;
      const reason = 'reason' in outcome ? outcome.reason.code : 'none';
      metrics.entries.inc({ outcome: outcomes[outcome.do], reason });
      if (outcome.do === 'retry') continue;
      const delivery = received.get(entry.delivery);
      if (!delivery) continue;
      if (outcome.do === 'done') metrics.eventToRow.observe(Math.max(0, now() - delivery.at) / 1000);
      delivery.left -= 1;
      if (delivery.left <= 0) received.delete(entry.delivery);
    }
  }

  return {
    ...queue,
    async accept(delivery, entries) {
      const answer = await queue.accept(delivery, entries);
      metrics.deliveries.inc({ source: delivery.source, result: answer.repeated ? 'repeated' : 'accepted' });
      if (answer.repeated) return answer;
      const waiting = entries.filter(({ settled }) => !settled);
      for (const { settled } of entries) {
        if (settled) metrics.entries.inc({ outcome: settled.state, reason: settled.reason.code });
      }
      if (waiting.length > 0 && received.size < capacity) {
        received.set(delivery.id, { at: delivery.receivedAt, left: waiting.length });
      }
      return answer;
    },
    async claim(limit) {
      const claims = await queue.claim(limit);
      metrics.claims.inc(claims.length);
      return claims;
    },
    async settle(settlement) {
      try {
        const answer = await queue.settle(settlement);
        if (answer.conflict) metrics.conflicts.inc();
        else countSettled(settlement);
        return answer;
      } finally {
        metrics.claims.dec();
      }
    },
  };
}
