/** Rows of the table backgroundoperation and the states they go through. Source: the page background-operations. */
import { partitioned } from '../../engine/elastic.ts';
import { DataverseError } from '../../engine/errors.ts';
import type { RowEngine } from '../../engine/engine.ts';
import type { Caller, MessageListener, Values } from '../../engine/types.ts';
import type { Invocation, Parameter } from './invocation.ts';

export const TABLE = 'backgroundoperation';
const STATE = `${TABLE}statecode`;
const STATUS = `${TABLE}statuscode`;

const READY = 0;
const LOCKED = 2;
const COMPLETED = 3;
const CANCELING = 22;

/** State and status reason. */
export const WAITING = { [STATE]: READY, [STATUS]: 0 };
export const IN_PROGRESS = { [STATE]: LOCKED, [STATUS]: 20 };
export const CANCEL = { [STATE]: LOCKED, [STATUS]: CANCELING };
export const SUCCEEDED = { [STATE]: COMPLETED, [STATUS]: 30 };
export const FAILED = { [STATE]: COMPLETED, [STATUS]: 31 };
export const CANCELED = { [STATE]: COMPLETED, [STATUS]: 32 };

/** "Default value is 90 days." */
const TIME_TO_LIVE = 90 * 86_400;

export const TOO_LATE = 'Canceling background operation is not allowed after it is in terminal state.';

export interface Failure {
  /** 0 when the error is none of the platform's. */
  readonly code: number;
  readonly message: string;
}

/** @returns the new row's id */
export function addRow(engine: RowEngine, caller: Caller, { name, input }: Invocation): string {
  const user = { table: 'systemuser', id: caller.userId };
  return engine.system.insert(TABLE, {
    ...WAITING,
    name,
    displayname: name,
    inputparameters: JSON.stringify(input),
    retrycount: 0,
    runas: caller.userId,
    ttlinseconds: TIME_TO_LIVE,
    createdby: user,
    modifiedby: user,
  });
}

export function readRow(engine: RowEngine, id: string): Values | undefined {
  return engine.system.get(TABLE, partitioned(id.toLowerCase(), undefined));
}

export function changeRow(engine: RowEngine, id: string, values: Values): void {
  engine.system.update(TABLE, partitioned(id.toLowerCase(), undefined), values);
}

export function isCanceling(row: Values): boolean {
  return row[STATUS] === CANCELING;
}

export function isCompleted(row: Values): boolean {
  return row[STATE] === COMPLETED;
}

/** What the status monitor resource tells. */
export function statusOf(row: Values): Record<string, unknown> {
  const failed = row[STATUS] === FAILED[STATUS];
  return {
    ...(failed
      ? { backgroundOperationErrorCode: row['errorcode'], backgroundOperationErrorMessage: row['errormessage'] }
      : {}),
    backgroundOperationStateCode: row[STATE],
    backgroundOperationStatusCode: row[STATUS],
  };
}

/** Output parameters by name; nothing before the operation succeeded. */
export function outputOf(row: Values): Record<string, unknown> {
  const text = row['outputparameters'];
  if (row[STATUS] !== SUCCEEDED[STATUS] || typeof text !== 'string') return {};
  const output = JSON.parse(text) as readonly Parameter[];
  return Object.fromEntries(output.map(({ Key, Value }) => [Key, Value]));
}

/** What a server that was stopped left behind does not go on: the token it came with is not kept. */
export function failInterrupted(engine: RowEngine): void {
  for (const state of [READY, LOCKED])
    for (const row of engine.system.find(TABLE, { [STATE]: state }, [`${TABLE}id`]))
      changeRow(engine, String(row[`${TABLE}id`]), {
        ...FAILED,
        errorcode: 0,
        errormessage: 'The local Dataverse was stopped before the operation was done.',
        endtime: new Date(engine.core.clock()).toISOString(),
      });
}

/** An update that asks to cancel what is done already is refused. */
export const cancelGuard: MessageListener = {
  wants: (message, table) => table === TABLE && message === 'Update',
  wantsTransaction: (message, table) => table === TABLE && message === 'Update',
  inTransaction({ pre, target }) {
    if (pre !== undefined && isCompleted(pre) && target?.[STATUS] === CANCELING)
      return Promise.reject(new DataverseError(400, '0x80040203', TOO_LATE));
    return Promise.resolve();
  },
  afterCommit: () => undefined,
};
