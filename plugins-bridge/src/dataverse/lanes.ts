import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { aloneBoard, type PaceBoard } from './pace-board.ts';
import { createPace, type Pace, type Signs } from './pace.ts';
import type { TokenProvider } from './token.ts';

/** An application user the bridge writes with. */
export interface AppUser {
  /** Application (client) id. */
  readonly id: string;
  readonly tokens: TokenProvider;
}

/** What there is room for at the moment a request may begin. */
export interface Room {
  /** Requests that could begin beside this one. */
  readonly beside: number;
  /** Operations this one should bring at most; Infinity: as many as it likes. */
  readonly operations: number;
}

/** Leave to send one request. */
export interface Leave {
  readonly user: AppUser;
  readonly room: Room;
  /** Says how many operations the request brings, at least one; until then as many as usual. */
  carries(operations: number): void;
  /** To be called once, with what the answer said; without when there was none. */
  end(signs?: Signs): void;
}

/** The application users side by side, each with a pace of its own: one that is throttled does not stop the others (SPEC B-6). */
export interface Lanes {
  /**
   * Waits for a user that may send.
   *
   * @param urgent goes before those that are not.
   * @throws PassingFailure when that will take longer than a request is kept for.
   */
  enter(urgent: boolean): Promise<Leave>;
  figures(): readonly LaneFigures[];
  /** Milliseconds from one request to the next that all users together can keep up for good. */
  gapMs(): number;
  /** Whoever waits is turned away, and nobody enters any more. */
  close(): void;
}

export interface LanesOptions {
  /** Requests one user has under way at most. */
  readonly most: number;
  readonly board?: PaceBoard;
  /** A clock that nobody sets: after a jump of the wall clock nothing would be asked for as long as it was ahead. */
  readonly now?: () => number;
}

/** An application user's lane as it stands. */
export interface LaneFigures {
  /** Requests it may have under way now. */
  readonly limit: number;
  readonly underWay: number;
  /** Milliseconds until it may send again; 0: now. */
  readonly pausedMs: number;
}

/** Longer pauses are not waited out in place: what is to be sent goes back to the queue meanwhile. */
export const longestPauseMs = 30_000;
const exchangeMs = 1_000;
/** What other bridges said is news for so long. */
const newsMs = 100;

interface Lane {
  readonly user: AppUser;
  readonly pace: Pace;
}

interface Waiting {
  readonly isUrgent: boolean;
  readonly resolve: (leave: Leave) => void;
  readonly reject: (error: Error) => void;
}

export function createLanes(users: readonly AppUser[], options: LanesOptions): Lanes {
  const { most, board = aloneBoard, now = () => performance.now() } = options;
  const lanes = users.map((user): Lane => ({ user, pace: createPace(most) }));
  const urgent: Waiting[] = [];
  const others: Waiting[] = [];
  /** Operations of a request, smoothed: several may begin before the first of them says how many it brings. */
  const usual = { urgent: 1, other: 1 };
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  /** The last exchange with other bridges. */
  let heardAt = -Infinity;
  let hearing: Promise<void> | undefined;
  const exchanging = board === aloneBoard ? undefined : setInterval(() => void exchange(), exchangeMs);
  exchanging?.unref();

  /** Lets out whoever may go, and sets the timer for the next who may. */
  function serve(): void {
    clearTimeout(timer);
    // Nobody's need is no reason to hear other bridges: `freest` may.
    while (urgent.length + others.length > 0) {
      const lane = freest();
      const next = lane && (urgent.shift() ?? others.shift());
      if (!lane || !next) break;
      next.resolve(begin(lane, next.isUrgent));
    }
    if (urgent.length + others.length === 0) return;
    const wait = soonest();
    if (wait > longestPauseMs && wait !== Infinity) turnAway(tooLong(wait));
    // A timer may fire a little early: `wait` is asked again then.
    else if (wait !== Infinity) timer = setTimeout(serve, Math.ceil(wait));
  }

  function freest(): Lane | undefined {
    const moment = now();
    const open = lanes.filter((lane) => waitOf(lane, moment) === 0);
    return open.reduce<Lane | undefined>(
      (best, lane) => (best && best.pace.underWay() <= lane.pace.underWay() ? best : lane),
      undefined,
    );
  }

  function soonest(): number {
    const moment = now();
    return Math.min(...lanes.map((lane) => waitOf(lane, moment)));
  }

  /** Milliseconds until the lane is open. Who asks hears first whether another bridge has just been refused: `exchange` serves again. */
  function waitOf({ pace }: Lane, moment: number): number {
    const wait = pace.wait(moment);
    if (wait > 0 || board === aloneBoard || !pace.asks() || moment - heardAt < newsMs) return wait;
    hearing ??= exchange().finally(() => (hearing = undefined));
    return Infinity;
  }

  function begin({ user, pace }: Lane, isUrgent: boolean): Leave {
    const kind = isUrgent ? 'urgent' : 'other';
    const request = pace.begin(now(), usual[kind]);
    const moment = now();
    const beside = lanes.reduce((sum, lane) => sum + lane.pace.free(moment), 0);
    return {
      user,
      room: { beside, operations: request.room },
      carries(operations) {
        request.carries(operations);
        usual[kind] = 0.8 * usual[kind] + 0.2 * operations;
      },
      end(signs) {
        request.end(now(), signs);
        // The others are told at once: each of them would else be refused as well.
        if (signs?.status === 429) void exchange();
        serve();
      },
    };
  }

  function turnAway(error: Error): void {
    for (const { reject } of [...urgent.splice(0), ...others.splice(0)]) reject(error);
  }

  /** What other bridges of the same users were told holds here too. */
  async function exchange(): Promise<void> {
    if (board === aloneBoard) return;
    await Promise.all(
      lanes.map(async ({ user, pace }) => {
        try {
          // Bridges have no clock in common but the wall's.
          const ahead = Date.now() - now();
          const own = pace.pausedUntil() > now() ? pace.pausedUntil() + ahead : 0;
          const notice = { user: user.id, pausedUntil: own, windowMs: pace.windowMs() };
          const { bridges, pausedUntil, windowMs } = await board.exchange(notice);
          pace.share(bridges);
          if (windowMs > 0) pace.slides(windowMs);
          pace.pauseUntil(Math.min(pausedUntil - ahead, now() + longestPauseMs));
        } catch {
          // Without word from the others the share stays as it was: the queue itself says what is wrong with its database.
        }
      }),
    );
    heardAt = now();
    serve();
  }

  return {
    enter(isUrgent) {
      if (closed) return Promise.reject(leaving());
      return new Promise((resolve, reject) => {
        (isUrgent ? urgent : others).push({ isUrgent, resolve, reject });
        serve();
      });
    },
    figures: () =>
      lanes.map(({ pace }) => ({
        limit: pace.limit(),
        underWay: pace.underWay(),
        pausedMs: Math.max(0, pace.pausedUntil() - now()),
      })),
    gapMs: () => 1 / lanes.reduce((rate, { pace }) => rate + 1 / pace.gapMs(), 0),
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(exchanging);
      turnAway(leaving());
    },
  };
}

function tooLong(wait: number): PassingFailure {
  return new PassingFailure(reason('platform-unavailable', 'service protection'), { retryAfterMs: wait });
}

function leaving(): PassingFailure {
  return new PassingFailure(reason('platform-unavailable', 'the bridge is closing'));
}
