import { statSync } from 'node:fs';
import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../backfill/checkpoint.ts';

/** Shows a person, or a log, how far a long command is. */
export interface Shown {
  update(progress: Progress): void;
  /** What it waits for; `undefined` when it goes on. */
  waiting(why: string | undefined): void;
  end(): void;
}

/** A line this often where nobody watches. */
const lineEveryMs = 10_000;

/** A bar at a terminal, else one line every ten seconds; on standard error, so that the result can be piped. */
export function showProgress(file: string, isTerminal = process.stderr.isTTY): Shown {
  return isTerminal ? bar(statSync(file).size) : lines(statSync(file).size);
}

function bar(size: number): Shown {
  const format = '{bar} {percentage}% | {sent} sent, {rejected} rejected | {eta_formatted} left {why}';
  const shown = new SingleBar({ format, hideCursor: true, etaBuffer: 50 }, Presets.shades_classic);
  shown.start(size, 0, { sent: 0, rejected: 0, why: '' });
  return {
    update: ({ offset, sent, rejected }) => shown.update(offset, { sent, rejected }),
    waiting: (why) => shown.update({ why: why ? `| waiting: ${why}` : '' }),
    end: () => shown.stop(),
  };
}

function lines(size: number): Shown {
  let saidAt = Date.now();
  let latest: Progress | undefined;
  let why: string | undefined;
  const say = (): void => {
    const { offset = 0, sent = 0, rejected = 0 } = latest ?? {};
    const percent = size === 0 ? 100 : Math.floor((offset / size) * 100);
    process.stderr.write(
      `${percent} %, ${sent} sent, ${rejected} rejected${why === undefined ? '' : `; waiting: ${why}`}\n`,
    );
    saidAt = Date.now();
  };
  const timer = setInterval(() => {
    if (Date.now() - saidAt >= lineEveryMs) say();
  }, 1000);
  timer.unref();
  return {
    update: (progress) => void (latest = progress),
    waiting: (reason) => void (why = reason),
    end: () => clearInterval(timer),
  };
}
