/** The organisation's time: a clock that can be moved. Sign-in and the windows of the limits keep their own. */

export interface MovableClock {
  /** Milliseconds since 1970, moved by the offset. */
  now(): number;
  offset(): number;
  /** @param milliseconds forward, or back when negative */
  setOffset(milliseconds: number): void;
}

export function movableClock(base: () => number): MovableClock {
  let offset = 0;
  return {
    now: () => base() + offset,
    offset: () => offset,
    setOffset(milliseconds) {
      offset = milliseconds;
    },
  };
}
