/** What a request took of an application user's allowance. */
export interface Usage {
  /** When it came to the platform, as far as is known. */
  readonly at: number;
  /** Execution time; an estimate until it is answered. */
  seconds: number;
  /** 1; 0 once it was refused. */
  requests: number;
}

/**
 * What an application user has left of its allowance: as the last answer said, less what that answer could not know of, and what comes
 * back as the window slides over the user's own requests. Pure arithmetic: moments are milliseconds of one clock.
 */
export interface Budget {
  use(at: number, seconds: number): Usage;
  /** An answer said so, written at that moment. */
  told(at: number, left: Left): void;
  left(now: number): Left;
  /** The first moment after `now` with more than `least` seconds and a request; Infinity when nothing that is known comes back. */
  moreAt(now: number, least: number): number;
  /** Says the length of the window, milliseconds; until then nothing is expected back. */
  slides(windowMs: number): void;
  /** What was said of it; 0: nothing yet. */
  windowMs(): number;
}

/** Absent: no answer has said. */
export interface Left {
  /** Of execution time; below 0 when the window is overdrawn. */
  readonly seconds?: number;
  readonly requests?: number;
}

/** The platform's window as it is documented (facts §5): what is remembered until a refusal has said its length. */
const usualWindowMs = 300_000;

/** What comes back is counted this much later, and this part of it: a request that is early by a hair is refused for whole seconds. */
const lateMs = 150;
const sure = 0.9;

export function createBudget(): Budget {
  let windowMs: number | undefined;
  const remembered = (): number => windowMs ?? usualWindowMs;
  let base: Left & { readonly at: number } = { at: -Infinity };
  /** In the order in which they began. */
  let usages: Usage[] = [];

  const backAt = (usage: Usage): number => (windowMs === undefined ? Infinity : usage.at + windowMs + lateMs);
  const isBack = (usage: Usage, now: number): boolean => backAt(usage) <= now;

  /** @param arrived counts requests that came until then. */
  function leftAt(now: number, arrived = Infinity): Left {
    let [seconds, requests] = [base.seconds, base.requests];
    for (const usage of usages) {
      const taken = usage.at > base.at && usage.at <= arrived ? 1 : 0;
      const back = isBack(usage, now) && !isBack(usage, base.at) ? 1 : 0;
      if (seconds !== undefined) seconds += (back * sure - taken) * usage.seconds;
      if (requests !== undefined) requests += (back - taken) * usage.requests;
    }
    return { ...(seconds === undefined ? {} : { seconds }), ...(requests === undefined ? {} : { requests }) };
  }

  return {
    use(at, seconds) {
      const usage = { at, seconds, requests: 1 };
      // What has left the window is not remembered, also where no answer ever tells; looked at now and then.
      if ((usages[0]?.at ?? at) < at - 2 * remembered()) usages = usages.filter((one) => one.at > at - remembered());
      usages.push(usage);
      return usage;
    },
    told(at, left) {
      // The platform says 0 for what is overdrawn, too.
      const overdrawn = left.seconds === 0 ? Math.min(0, leftAt(at, at).seconds ?? 0) : left.seconds;
      base = { ...left, ...(overdrawn === undefined ? {} : { seconds: overdrawn }), at };
      if ((usages[0]?.at ?? at) <= at - remembered()) usages = usages.filter((usage) => usage.at > at - remembered());
    },
    left: (now) => leftAt(now),
    moreAt(now, least) {
      let { seconds = Infinity, requests = Infinity } = leftAt(now);
      for (const usage of usages) {
        if (isBack(usage, now)) continue;
        seconds += usage.seconds * sure;
        requests += usage.requests;
        if (seconds > least && requests > 0) return backAt(usage);
      }
      return Infinity;
    },
    slides(length) {
      windowMs = length;
    },
    windowMs: () => windowMs ?? 0,
  };
}
