/**
 * Moves the wall clock of a process: `node --import clock.ts program`. The file that CLOCK_FILE names holds the milliseconds by which
 * the clock is ahead, read again every 20 ms; timers and `performance.now` go on as they do when somebody sets a machine's clock.
 */
import { readFileSync } from 'node:fs';

const file = process.env['CLOCK_FILE'];
if (file !== undefined) {
  const real = Date;
  const read = (): number => Number(readFileSync(file, 'utf8')) || 0;
  let ahead = read();
  setInterval(() => (ahead = read()), 20).unref();
  const now = (): number => real.now() + ahead;
  globalThis.Date = new Proxy(real, {
    construct: (target, args: unknown[], self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    get: (target, name, self) => (name === 'now' ? now : Reflect.get(target, name, self)),
  });
}
