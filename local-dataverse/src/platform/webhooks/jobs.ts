/** System jobs (asyncoperation) of asynchronous steps. */
import type { Engine, MessageContext, Values } from '../../engine/types.ts';
import type { Step } from './steps.ts';

export interface FinishedJob {
  /** asyncoperationid, also OperationId of the body that was sent. */
  readonly id: string;
  readonly step: Step;
  readonly context: MessageContext;
  readonly retries: number;
  /** ISO UTC. */
  readonly startedOn: string;
  readonly completedOn: string;
  /** What went wrong; undefined: succeeded. */
  readonly failure: string | undefined;
}

const COMPLETED = 3;
const SUCCEEDED = 30;
const FAILED = 31;
const SYSTEM_EVENT = 1;
/** 0x80040216 as the signed number that `errorcode` holds. */
const UNEXPECTED = 0x80040216 | 0;

/** Notes how a job ended. A job that succeeded leaves no row when its step says so (asyncautodelete). */
export function recordJob(engine: Engine, job: FinishedJob): void {
  if (job.failure === undefined && job.step.autoDelete) return;
  engine.system.insert('asyncoperation', jobRow(engine, job));
}

function jobRow(engine: Engine, { id, step, context, retries, startedOn, completedOn, failure }: FinishedJob): Values {
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
    retrycount: retries,
    startedon: startedOn,
    completedon: completedOn,
    statecode: COMPLETED,
    statuscode: failure === undefined ? SUCCEEDED : FAILED,
    ...(failure === undefined ? {} : { errorcode: UNEXPECTED, message: failure, friendlymessage: failure }),
  };
}

/** Only tables that the lookup takes can be regarded. */
function regarding(engine: Engine, { table, id }: MessageContext): Values {
  const targets = engine.metadata.table('asyncoperation')?.columns.get('regardingobjectid')?.targets;
  return table !== undefined && id !== undefined && targets?.includes(table) === true
    ? { regardingobjectid: { table, id } }
    : {};
}
