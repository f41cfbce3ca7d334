/** System jobs of solution operations: the request is answered at once, the work follows, asyncoperation tells how it ended. */
import { randomUUID } from 'node:crypto';
import { DataverseError } from '../../engine/errors.ts';
import type { Caller, Engine, Values } from '../../engine/types.ts';

/** asyncoperation.operationtype (AsyncOperation table reference). */
export const OPERATION_TYPES = {
  ImportSolutionAsync: 203,
  DeleteAndPromoteAsync: 207,
  UninstallSolutionAsync: 208,
  StageAndUpgradeAsync: 211,
} as const;

export interface SolutionJobs {
  /** @returns asyncoperationid */
  start(name: keyof typeof OPERATION_TYPES, caller: Caller, work: () => Promise<void>): string;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** @param now ISO UTC */
export function createSolutionJobs(engine: Engine, now: () => string): SolutionJobs {
  const running = new Set<Promise<void>>();
  // The row may be gone: rows of a snapshot were put back meanwhile.
  const note = (id: string, values: Values): void => {
    if (engine.system.get('asyncoperation', id) !== undefined) engine.system.update('asyncoperation', id, values);
  };
  const run = async (id: string, work: () => Promise<void>): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    note(id, { statecode: 2, statuscode: 20, startedon: now() });
    try {
      await work();
      note(id, { statecode: 3, statuscode: 30, completedon: now() });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof DataverseError)) console.error(error);
      note(id, {
        statecode: 3,
        statuscode: 31,
        completedon: now(),
        errorcode: Number.parseInt(error instanceof DataverseError ? error.code : '0x80040216', 16) | 0,
        message,
        friendlymessage: message,
      });
    }
  };
  return {
    start(name, caller, work) {
      const user = { table: 'systemuser', id: caller.userId };
      const id = engine.system.insert('asyncoperation', {
        asyncoperationid: randomUUID(),
        name: name.replace(/Async$/, ''),
        operationtype: OPERATION_TYPES[name],
        messagename: name,
        statecode: 0,
        statuscode: 0,
        ownerid: user,
        owninguser: user,
        createdby: user,
        createdon: now(),
        depth: 1,
      });
      const job = run(id, work).finally(() => running.delete(job));
      running.add(job);
      return id;
    },
    async close() {
      await Promise.all(running);
    },
  };
}
