/** Ids of new rows: time-ordered (UUID version 7), so that rows made together lie together in the indexes, as the platform's do. */
import { randomBytes } from 'node:crypto';

let pool = randomBytes(0);
let at = 0;
let lastTime = 0;
let counter = 0;

/** A new id, greater than all before it in this process. */
export function newId(): string {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else if ((counter += 1) > 0xfff) {
    // More than 4096 in a millisecond: borrow from the future rather than lose the order.
    lastTime += 1;
    counter = 0;
  }
  if (at + 8 > pool.length) {
    pool = randomBytes(4096);
    at = 0;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const tail = pool.toString('hex', at, at + 8);
  const variant = (8 + ((pool[at] ?? 0) & 3)).toString(16);
  at += 8;
  const order = `7${counter.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${order}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}
