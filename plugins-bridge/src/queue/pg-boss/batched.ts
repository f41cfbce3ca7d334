/**
 * Requests that come in together go to the database together: `run` gets all that wait, and the next group gathers while it is under
 * way, so that a hundred at once cost a few transactions and not a hundred.
 *
 * @param run resolves to the results in the order of the group. When a group of several fails, each is tried alone, so that only
 * the one that is at fault fails.
 */
export function batched<Request, Result>(
  run: (group: readonly Request[]) => Promise<readonly Result[]>,
  { largest, parallel, hopeless }: { largest: number; parallel: number; hopeless: (error: unknown) => boolean },
): (request: Request) => Promise<Result> {
  interface Waiting {
    readonly request: Request;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let underWay = 0;
  let planned = false;

  function next(): void {
    planned = false;
    if (waiting.length === 0 || underWay >= parallel) return;
    underWay += 1;
    void together(waiting.splice(0, largest)).finally(() => {
      underWay -= 1;
      next();
    });
    // The rest may go beside it.
    if (waiting.length >= largest) next();
  }

  async function together(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await run(group.map(({ request }) => request));
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('A group of requests was not answered in full.'));
        else resolve(result);
      });
    } catch (error) {
      // Without a database there is nothing to try.
      if (group.length === 1 || hopeless(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await together([one]);
    }
  }

  return (request) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      if (planned) return;
      planned = true;
      // All that arrives in this turn of the event loop comes along.
      setImmediate(next);
    });
}
