/** Runs tasks in the order they come, a few at a time. */
export interface TaskQueue {
  /** `task` must not reject. */
  add(task: () => Promise<void>): void;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** @param limit tasks that may run at once */
export function createQueue(limit: number): TaskQueue {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let whenIdle: (() => void)[] = [];

  function next(): void {
    while (running < limit) {
      const task = waiting.shift();
      if (task === undefined) break;
      running += 1;
      void task().finally(() => {
        running -= 1;
        next();
      });
    }
    if (running > 0) return;
    for (const done of whenIdle) done();
    whenIdle = [];
  }

  return {
    add(task) {
      waiting.push(task);
      // Not at once: the request that set off the step goes on first.
      setImmediate(next);
    },
    idle: () =>
      running === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve)),
  };
}
