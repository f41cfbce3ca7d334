/**
 * Webhooks of the organisation: service endpoints with contract 8 and the steps registered on them (facts §6).
 * What documents do not settle, and what is chosen here, is listed in README.md.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataverseError } from '../../engine/errors.ts';
import type { Engine, MessageContext, MessageListener } from '../../engine/types.ts';
import { ORGANIZATION_ID, ORGANIZATION_NAME, ROOT_BUSINESS_UNIT_ID } from '../wellknown.ts';
import { executionContext } from './execution-context.ts';
import { noteEnd, noteReady, noteStart } from './jobs.ts';
import type { Job } from './jobs.ts';
import { createPoster } from './post.ts';
import type { Outcome } from './post.ts';
import { createQueue } from './queue.ts';
import { changesRegistrations, loadSteps } from './registrations.ts';
import { BadRegistration, webhookRequest } from './request.ts';
import { dueSteps, hasSteps } from './dispatch.ts';
import type { Due } from './dispatch.ts';
import { MAX_DEPTH, indexSteps } from './steps.ts';
import type { Step } from './steps.ts';

export interface WebhookOptions {
  /** One attempt, in milliseconds (default 60,000 as on the platform). */
  readonly timeoutMs?: number;
  /** How long `close` lets deliveries finish, in milliseconds (default 5,000). */
  readonly closeMs?: number;
  /** Asynchronous deliveries at once (default 16). */
  readonly parallel?: number;
  /** Value of `x-ms-dynamics-organization` (default: the organisation's unique name). */
  readonly organization?: string;
  /** Gets what cannot be noted in a system job; default: standard error. */
  readonly onError?: (error: unknown) => void;
}

export interface Webhooks extends MessageListener {
  /** Reads the registrations again: for parts that wrote them through `engine.system`, which announces nothing. */
  refresh(): void;
  /** Lets deliveries under way finish, within bounds; those that do not are noted as failed. Before `engine.close()`. */
  close(): Promise<void>;
}

/** Reads the registrations at once, so the base tables must be there. To be passed to `engine.listen`. */
export function createWebhooks(engine: Engine, options: WebhookOptions = {}): Webhooks {
  const { timeoutMs = 60_000, closeMs = 5000, parallel = 16, organization = ORGANIZATION_NAME } = options;
  const onError = options.onError ?? ((error: unknown) => console.error('Webhooks:', error));
  const poster = createPoster(timeoutMs);
  const queue = createQueue(parallel);
  // Read outside of transactions only, so that rows that are rolled back never count.
  let index = indexSteps(loadSteps(engine.system));
  let closed = false;

  async function deliver(step: Step, context: MessageContext, operationId: string): Promise<Outcome> {
    if (context.depth > MAX_DEPTH)
      return { ok: false, retries: 0, reason: `was not asked: the depth ${context.depth} exceeds ${MAX_DEPTH}` };
    const around = {
      metadata: engine.metadata,
      organizationId: ORGANIZATION_ID,
      organizationName: ORGANIZATION_NAME,
      businessUnitId: businessUnit(engine, step.runAs ?? context.caller.userId),
      operationId,
    };
    try {
      return await poster.post(webhookRequest(step.endpoint, executionContext(context, step, around), organization));
    } catch (error) {
      if (error instanceof BadRegistration) return { ok: false, retries: 0, reason: `was not asked: ${error.message}` };
      throw error;
    }
  }

  function add(due: Due): void {
    const job = { id: randomUUID(), ...due };
    // What a read answered is looked at now: the rows may be others when the job runs.
    if (due.context.message.startsWith('Retrieve')) void [due.context.input, due.context.output];
    try {
      noteReady(engine, job);
    } catch (error) {
      onError(error);
    }
    queue.add(() => runJob(job));
  }

  async function runJob(job: Job): Promise<void> {
    const { step } = job;
    const startedOn = new Date().toISOString();
    try {
      noteStart(engine, job, startedOn);
      const outcome = await deliver(step, job.context, job.id);
      const failure = outcome.ok ? undefined : failureText(step, outcome.reason);
      noteEnd(engine, job, {
        retries: outcome.retries,
        startedOn,
        completedOn: new Date().toISOString(),
        failure,
      });
    } catch (error) {
      onError(error);
    }
  }

  const refresh = (): void => void (index = indexSteps(loadSteps(engine.system)));

  return {
    refresh,
    wants: (message, table) => !closed && (hasSteps(index, message, table) || changesRegistrations({ message, table })),
    wantsTransaction: (message, table) => hasSteps(index, message, table, 'synchronous'),
    async inTransaction(given) {
      for (const { step, context } of dueSteps(index, given, 'synchronous')) {
        const outcome = await deliver(step, context, context.operationId);
        if (!outcome.ok) throw synchronousFailure();
      }
    },
    afterCommit(context) {
      if (closed) return;
      for (const due of dueSteps(index, context, 'asynchronous')) add(due);
      if (changesRegistrations(context)) refresh();
    },
    async close() {
      closed = true;
      const grace = new AbortController();
      await Promise.race([queue.idle(), delay(closeMs, undefined, { signal: grace.signal })]);
      grace.abort();
      poster.stop();
      await queue.idle();
      await poster.close();
    },
  };
}

function businessUnit(engine: Engine, userId: string): string {
  const unit = engine.system.get('systemuser', userId)?.['businessunitid'];
  return typeof unit === 'object' && unit !== null && 'table' in unit ? unit.id : ROOT_BUSINESS_UNIT_ID;
}

/** Names what is registered, never its address or secret. */
function failureText(step: Step, reason: string): string {
  return `The webhook call failed in the step '${step.name}': the endpoint '${step.endpoint.name}' ${reason}.`;
}

/**
 * The caller learns that a webhook refused, not which, nor what it answered ([DOC] use-webhooks: the body is not looked at). Code and words
 * of the platform are not known: the unexpected-error code with words of ours.
 */
function synchronousFailure(): DataverseError {
  return new DataverseError(400, '0x80040216', 'The webhook call failed, so the operation was not carried out.');
}
