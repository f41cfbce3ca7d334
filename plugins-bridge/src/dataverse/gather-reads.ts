import type { BatchPart, PartResponse } from './batch.ts';

/** Reads a batch carries at most: their addresses are long, 64 KB each at worst. */
const most = 40;

interface Asked {
  readonly parts: readonly BatchPart[];
  readonly resolve: (answers: PartResponse[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads asked for in one turn of the event loop share a `$batch`: work that goes on side by side asks in the same moment, and each
 * request counts for the limits (SPEC B-6). A batch that fails fails for all that shared it; passing failures are tried again.
 */
export function gatherReads(
  send: (parts: readonly BatchPart[]) => Promise<PartResponse[]>,
): (parts: readonly BatchPart[]) => Promise<PartResponse[]> {
  let asked: Asked[] = [];

  function flush(): void {
    const all = asked;
    asked = [];
    let group: Asked[] = [];
    let size = 0;
    for (const one of all) {
      if (size > 0 && size + one.parts.length > most) {
        void sendGroup(group);
        [group, size] = [[], 0];
      }
      group.push(one);
      size += one.parts.length;
    }
    void sendGroup(group);
  }

  async function sendGroup(group: readonly Asked[]): Promise<void> {
    try {
      const answers = await send(group.flatMap(({ parts }) => parts));
      let from = 0;
      for (const { parts, resolve } of group) resolve(answers.slice(from, (from += parts.length)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (parts) =>
    new Promise((resolve, reject) => {
      if (asked.length === 0) setImmediate(flush);
      asked.push({ parts, resolve, reject });
    });
}
