/** A unit of work: one request, or one change set, that happens wholly or not at all. */
import { randomUUID } from 'node:crypto';
import { newId } from '../ids.ts';
import type { Core } from '../core.ts';
import { formatMoment } from '../dates.ts';
import type { Caller, MessageContext } from '../types.ts';
import type { TableModel } from '../model/types.ts';
import { announceAfter, askSteps, isWanted, wantsTransaction } from './listeners.ts';
import { messageContext, multipleMessages } from './messages.ts';
import type { MessageDraft } from './messages.ts';

export interface Unit {
  readonly caller: Caller;
  /** The moment all rows of the unit get. */
  readonly now: string;
  readonly correlationId: string;
  readonly requestId: string;
  /** A new row id. A unit that has to run a second time gets the same ids again. */
  newId(): string;
  /** 1 for what the caller asked for, one more for what that message makes the platform do with further messages. */
  readonly depth: number;
  /** Runs work whose messages lie one level deeper (QualifyLead creates a contact) [INFER]. */
  nested<T>(work: () => T): T;
  /** Table whose rows a message for many rows is writing now. */
  readonly bulk: string | undefined;
  /** Runs work that writes many rows of one table; a CreateMultiple and an UpdateMultiple with these rows follow it ([DOC] bulk operations: merged pipelines). */
  together<T>(model: TableModel, work: () => T): T;
  emit(draft: MessageDraft): void;
  readonly messages: readonly MessageContext[];
}

interface Run {
  readonly unit: Unit;
  rewind(): void;
}

function startUnit(core: Core, caller: Caller): Run {
  const ids: string[] = [];
  let used = 0;
  let messages: MessageContext[] = [];
  let depth = 1;
  let bulk: string | undefined;
  const unit: Unit = {
    caller,
    now: formatMoment(core.clock()),
    correlationId: randomUUID(),
    requestId: randomUUID(),
    newId() {
      const id = ids[used] ?? newId();
      ids[used] = id;
      used += 1;
      return id;
    },
    get depth() {
      return depth;
    },
    nested(work) {
      depth += 1;
      try {
        return work();
      } finally {
        depth -= 1;
      }
    },
    get bulk() {
      return bulk;
    },
    together(model, work) {
      const first = messages.length;
      bulk = model.name;
      try {
        const result = work();
        bulk = undefined;
        for (const draft of multipleMessages(model, messages.slice(first))) unit.emit(draft);
        return result;
      } finally {
        bulk = undefined;
      }
    },
    emit(draft) {
      if (isWanted(core, draft)) messages.push(messageContext(unit, draft));
    },
    get messages() {
      return messages;
    },
  };
  return {
    unit,
    rewind() {
      used = 0;
      messages = [];
    },
  };
}

/**
 * Runs the work as one unit and commits it. Units that arrive within one turn of the event loop share a commit, which is
 * most of a small write's cost; each still succeeds or fails alone, and its promise settles after the commit.
 *
 * Transactions never stay open over an `await`, so requests cannot block or see each other halfway. When a synchronous
 * step wants a say, the work is done, undone, the steps are asked, and the work is done again with the same ids: a step
 * that throws leaves nothing behind, and a step's own requests are free to run meanwhile.
 * @throws what the work or a synchronous step throws; nothing is kept then
 */
export async function transact<T>(core: Core, caller: Caller, work: (unit: Unit) => T): Promise<T> {
  const run = startUnit(core, caller);
  const first = await attempt(core, run, work);
  if (first.kind === 'failed') throw first.error;
  if (first.kind === 'done') return finish(core, run, first.result);
  await askSteps(core, first.waiting);
  run.rewind();
  core.db.run('BEGIN IMMEDIATE', []);
  const result = commitOrUndo(core, () => work(run.unit));
  return finish(core, run, result);
}

type Attempt<T> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'waiting'; readonly waiting: readonly MessageContext[] };

/** Units that wait for the turn's common commit, by engine. */
const pending = new WeakMap<Core, Pending[]>();

interface Pending {
  /** Does the work inside the open transaction. */
  run(): void;
  /** Tells the outcome, after the commit; with an error when that failed. */
  settle(error?: unknown): void;
}

function attempt<T>(core: Core, run: Run, work: (unit: Unit) => T): Promise<Attempt<T>> {
  return new Promise((resolve, reject) => {
    let outcome: Attempt<T> | undefined;
    const entry: Pending = {
      run: () => (outcome = tryOut(core, run, work)),
      settle: (error) =>
        outcome === undefined || error !== undefined
          ? reject(error instanceof Error ? error : new Error(String(error)))
          : resolve(outcome),
    };
    const waiting = pending.get(core);
    if (waiting !== undefined) waiting.push(entry);
    else {
      pending.set(core, [entry]);
      setImmediate(commitPending, core);
    }
  });
}

function commitPending(core: Core): void {
  const entries = pending.get(core) ?? [];
  pending.delete(core);
  let error: unknown;
  try {
    core.db.run('BEGIN IMMEDIATE', []);
    commitOrUndo(core, () => {
      for (const entry of entries) entry.run();
    });
  } catch (thrown) {
    error = thrown;
  }
  for (const entry of entries) entry.settle(error);
}

/** Does the work under a savepoint of its own, and undoes it when it fails or a synchronous step wants to see it first. */
function tryOut<T>(core: Core, run: Run, work: (unit: Unit) => T): Attempt<T> {
  core.db.run('SAVEPOINT "unit"', []);
  let attempt: Attempt<T>;
  try {
    attempt = { kind: 'done', result: work(run.unit) };
    const waiting = run.unit.messages;
    if (waiting.some((message) => wantsTransaction(core, message))) attempt = { kind: 'waiting', waiting };
  } catch (error) {
    attempt = { kind: 'failed', error };
  }
  if (attempt.kind !== 'done') {
    core.db.run('ROLLBACK TO "unit"', []);
    core.security.undone();
  }
  core.db.run('RELEASE "unit"', []);
  return attempt;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

/**
 * Runs several independent units under one commit, which is what makes large batches fast. Each succeeds or fails alone.
 * Stops early at a unit that a synchronous step wants to see (run it with `transact`), or after the first failure when asked.
 * @returns outcomes of the units that ran, from the first on
 */
export function transactTogether<T>(
  core: Core,
  caller: Caller,
  works: readonly ((unit: Unit) => T)[],
  stopOnError: boolean,
): Outcome<T>[] {
  const outcomes: Outcome<T>[] = [];
  const done: Run[] = [];
  core.db.run('BEGIN IMMEDIATE', []);
  try {
    for (const work of works) {
      const run = startUnit(core, caller);
      const tried = tryOut(core, run, work);
      if (tried.kind === 'waiting') break;
      const outcome: Outcome<T> =
        tried.kind === 'done' ? { ok: true, value: tried.result } : { ok: false, error: tried.error };
      outcomes.push(outcome);
      if (outcome.ok) done.push(run);
      else if (stopOnError) break;
    }
  } catch (error) {
    core.db.run('ROLLBACK', []);
    core.security.reset();
    throw error;
  }
  core.db.run('COMMIT', []);
  for (const run of done) announceAfter(core, run.unit.messages);
  return outcomes;
}

function commitOrUndo<T>(core: Core, work: () => T): T {
  try {
    const result = work();
    core.db.run('COMMIT', []);
    return result;
  } catch (error) {
    core.db.run('ROLLBACK', []);
    core.security.reset();
    throw error;
  }
}

function finish<T>(core: Core, run: Run, result: T): T {
  announceAfter(core, run.unit.messages);
  return result;
}

/** Messages of a read, which has no transaction of its own. */
export function readUnit(core: Core, caller: Caller, draft: MessageDraft): readonly MessageContext[] {
  const run = startUnit(core, caller);
  run.unit.emit(draft);
  return run.unit.messages;
}
