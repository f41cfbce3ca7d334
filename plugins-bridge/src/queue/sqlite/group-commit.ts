import type { Database } from './database.ts';

/** Runs writes that come in together as one transaction, so that they share one fsync. */
export interface GroupCommit {
  /** Resolves with the result of `work` once it is on disk. */
  run<T>(work: () => T): Promise<T>;
  /** Commits what waits, at once. */
  flush(): void;
}

interface Job {
  /** Does the writes; what it returns is called after the commit. */
  readonly work: () => () => void;
  readonly reject: (error: unknown) => void;
}

export function groupCommit(db: Database): GroupCommit {
  let jobs: Job[] = [];

  function flush(): void {
    const group = jobs;
    jobs = [];
    if (group.length === 0) return;
    try {
      for (const committed of db.transaction(() => group.map((job) => job.work()))) committed();
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      // One of them spoils the group: each gets a transaction of its own, so that only that one fails.
      else group.forEach(alone);
    }
  }

  function alone(job: Job): void {
    try {
      db.transaction(job.work)();
    } catch (error) {
      job.reject(error);
    }
  }

  return {
    run<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        // All sockets that are readable in this turn of the event loop are handled before setImmediate fires.
        if (jobs.length === 0) setImmediate(flush);
        jobs.push({
          work() {
            const result = work();
            return () => resolve(result);
          },
          reject,
        });
      });
    },
    flush,
  };
}
