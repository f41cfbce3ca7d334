/** What goes wrong in a round: processes killed, the platform throttling or breaking off, the clock set. */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@activity-logging/samples';
import type { DataversePart, Part } from '../support/processes.ts';

/** What is killed and started again. */
type Victim = Pick<Part, 'kill' | 'start'>;

export interface Victims {
  readonly dataverse: DataversePart;
  readonly bridges: readonly Victim[];
  readonly postgres?: Victim;
  /** Read by the bridges' clocks (clock.ts). */
  readonly clockFile: string;
}

export const disturbances = [
  'kill PostgreSQL',
  'kill bridge',
  'kill Dataverse',
  'throttle',
  'unavailable',
  'break off answers',
  'slow answers',
  'set the clock',
] as const;
export type Disturbance = (typeof disturbances)[number];

const minutes = 60_000;
/** Small steps, an hour with the change of the clocks, a machine that woke up with an old date. */
const jumps = [-3 * minutes, 4 * minutes, 60 * minutes, -60 * minutes, 26 * 60 * minutes, -30 * 60 * minutes];

export interface Round {
  /** What was done, in order, for whoever looks for a fault. */
  readonly story: string[];
  /** Milliseconds the bridges' clocks are ahead now. */
  ahead(): number;
  /** Ends when everything planned has happened. */
  readonly over: Promise<void>;
  /** Puts everything right again. */
  heal(): Promise<void>;
}

/**
 * Begins to disturb: two to four things at random moments within about two seconds.
 *
 * @param turn number of the line's round: one of the things goes by turns, so that also a short run has the kills
 */
export function disturb(victims: Victims, dice: Random, turn: number, count: (what: Disturbance) => void): Round {
  const story: string[] = [];
  const begun = performance.now();
  let ahead = 0;
  const tell = (text: string): void => void story.push(`${((performance.now() - begun) / 1000).toFixed(1)} s ${text}`);
  const possible = disturbances.filter((what) => what !== 'kill PostgreSQL' || victims.postgres);

  const setClock = (milliseconds: number): void => {
    ahead = milliseconds;
    writeFileSync(victims.clockFile, String(milliseconds));
  };
  const restart = async (name: string, victim: Victim): Promise<void> => {
    tell(`kill -9 ${name}`);
    await victim.kill();
    await delay(dice.whole(0, 400));
    await victim.start();
    tell(`${name} runs again`);
  };
  const fault = async (words: object): Promise<void> => {
    tell(`the platform: ${JSON.stringify(words)}`);
    // It may be killed at this moment; then there is nobody to disturb.
    await victims.dataverse.control('PUT', 'faults', { faults: [words] }).catch(() => tell('it was not there'));
  };
  const share = (): object => ({
    probability: dice.pick([0.3, 0.6, 1]),
    count: dice.whole(3, 15),
    seed: dice.whole(1, 1e6),
  });

  const act: Readonly<Record<Disturbance, () => Promise<void>>> = {
    'kill bridge': async () => {
      const at = dice.whole(0, victims.bridges.length - 1);
      const bridge = victims.bridges[at];
      if (bridge) await restart(`bridge ${at + 1}`, bridge);
    },
    'kill Dataverse': () => restart('the local Dataverse', victims.dataverse),
    'kill PostgreSQL': async () => {
      if (victims.postgres) await restart('PostgreSQL', victims.postgres);
    },
    throttle: () => fault({ kind: 'throttle', retryAfterSeconds: 1, ...share() }),
    unavailable: () => fault({ kind: 'unavailable', ...share() }),
    'break off answers': () => fault({ kind: 'reset', ...share() }),
    'slow answers': () => fault({ kind: 'slow', delayMs: dice.whole(100, 1500), ...share() }),
    'set the clock': async () => {
      setClock(dice.pick(jumps));
      tell(`the bridges' clocks are ahead by ${ahead / minutes} minutes`);
    },
  };

  /** One after the other for each part, so that none is started twice; parts side by side. */
  const lanes = new Map<Disturbance, Promise<void>>();
  const sure = possible[turn % possible.length];
  const planned = Array.from({ length: dice.whole(2, 4) }, (_, index) => ({
    at: dice.whole(0, 2000),
    what: index === 0 && sure ? sure : dice.pick(possible),
  }));
  for (const { at, what } of planned.sort((one, other) => one.at - other.at)) {
    const before = lanes.get(what) ?? Promise.resolve();
    const mine = delay(at).then(() => before);
    lanes.set(
      what,
      mine.then(() => {
        count(what);
        return act[what]();
      }),
    );
  }
  return {
    story,
    ahead: () => ahead,
    over: Promise.all(lanes.values()).then(() => undefined),
    async heal() {
      setClock(0);
      await victims.dataverse.control('PUT', 'faults', { faults: [] });
      tell('everything is right again');
    },
  };
}
