/** System jobs (asyncoperation) of asynchronous steps. */
import type { Engine, MessageContext, Values } from '../../engine/types.ts';
import type { Step } from './steps.ts';

export interface Job {
  /** asyncoperationid, also OperationId of the body that is sent. */
  readonly id: string;
  readonly step: Step;
  readonly context: MessageContext;
}

export interface JobEnd {
  readonly retries: number;
  /** ISO UTC. */
  readonly startedOn: string;
  readonly completedOn: string;
  /** What went wrong; undefined: succeeded. */
  readonly failure: string | undefined;
}

const READY = { statecode: 0, statuscode: 0 };
const IN_PROGRESS = { statecode: 2, statuscode: 20 };
const SUCCEEDED = { statecode: 3, statuscode: 30 };
const FAILED = { statecode: 3, statuscode: 31 };
const SYSTEM_EVENT = 1;
/** 0x80040216 as the signed number that `errorcode` holds. */
const UNEXPECTED = 0x80040216 | 0;

/** A job waits. Jobs whose step deletes them (asyncautodelete) have no row until they fail, which spares a write for each event. */
export function noteReady(engine: Engine, job: Job): void {
  if (!job.step.autoDelete) engine.system.insert('asyncoperation', { ...jobRow(engine, job), ...READY });
}

/** @param startedOn ISO UTC */
export function noteStart(engine: Engine, job: Job, startedOn: string): void {
  if (!job.step.autoDelete) write(engine, job, { startedon: startedOn, ...IN_PROGRESS });
}

/** Notes how a job ended. A job that succeeded leaves no row when its step says so (asyncautodelete). */
export function noteEnd(engine: Engine, job: Job, { retries, startedOn, completedOn, failure }: JobEnd): void {
  if (failure === undefined && job.step.autoDelete) return;
  write(engine, job, {
    retrycount: retries,
    startedon: startedOn,
    completedon: completedOn,
    ...(failure === undefined
      ? SUCCEEDED
      : { ...FAILED, errorcode: UNEXPECTED, message: failure, friendlymessage: failure }),
  });
}

/** The row may be missing: of a step that deletes its jobs, or because rows were put back meanwhile. */
function write(engine: Engine, job: Job, values: Values): void {
  const { system } = engine;
  if (system.get('asyncoperation', job.id) === undefined)
    system.insert('asyncoperation', { ...jobRow(engine, job), ...values });
  else system.update('asyncoperation', job.id, values);
}

function jobRow(engine: Engine, { id, step, context }: Job): Values {
  const user = { table: 'systemuser', id: context.caller.userId };
  return {
    asyncoperationid: id,
    name: step.name,
    operationtype: SYSTEM_EVENT,
    messagename: context.message,
    ...(context.table === undefined ? {} : { primaryentitytype: context.table }),
    ...regarding(engine, context),
    owningextensionid: { table: 'sdkmessageprocessingstep', id: step.id },
    ownerid: user,
    owninguser: user,
    createdby: user,
    createdon: context.createdOn,
    correlationid: context.correlationId,
    requestid: context.requestId,
    depth: context.depth,
  };
}

/** Only tables that the lookup takes can be regarded. */
function regarding(engine: Engine, { table, id }: MessageContext): Values {
  const targets = engine.metadata.table('asyncoperation')?.columns.get('regardingobjectid')?.targets;
  return table !== undefined && id !== undefined && targets?.includes(table) === true
    ? { regardingobjectid: { table, id } }
    : {};
}
