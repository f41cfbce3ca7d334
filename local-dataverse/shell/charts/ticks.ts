/** Round numbers for an axis from zero. Pure. */

/** From 0 up to the first round step above the largest value, in about `count` steps. Whole numbers keep whole steps. */
export function ticksUpTo(largest: number, count = 5): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const step = Number.isInteger(largest) ? Math.max(1, Math.ceil(round)) : round;
  const steps = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
