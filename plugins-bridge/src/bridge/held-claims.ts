import type { Claim, EventQueue } from '../queue/types.ts';

export interface HeldClaims<Queue extends EventQueue> {
  /** The same queue; its open claims are known. */
  readonly queue: Queue;
  /**
   * Gives all open claims back, so that another bridge takes them up at once; nothing is claimed any more, and what is settled
   * later changes nothing. Resolves to their number.
   */
  release(): Promise<number>;
}

/** Knows what this process has claimed, for a bridge that must stop before its work has ended (SPEC B-9). */
export function holdClaims<Queue extends EventQueue>(queue: Queue): HeldClaims<Queue> {
  const open = new Map<string, Claim>();
  const settling = new Set<Promise<unknown>>();
  let released = false;

  async function settle(settlement: Parameters<EventQueue['settle']>[0]): ReturnType<EventQueue['settle']> {
    const known = open.delete(settlement.claim.id);
    // Given back: somebody else may have it by now.
    if (!known) return { conflict: true };
    const answer = queue.settle(settlement);
    settling.add(answer);
    try {
      return await answer;
    } finally {
      settling.delete(answer);
    }
  }

  return {
    queue: {
      ...queue,
      settle,
      async claim(limit) {
        if (released) return [];
        const claims = await queue.claim(limit);
        for (const claim of claims) open.set(claim.id, claim);
        return claims;
      },
    },
    async release() {
      released = true;
      const claims = [...open.values()];
      await Promise.all(claims.map((claim) => settle({ claim, outcomes: new Map(), items: [] })));
      await Promise.allSettled(settling);
      return claims.length;
    },
  };
}
