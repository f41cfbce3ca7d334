import type { Logger } from 'pino';
import { platformError } from '../dataverse/errors.ts';
import { safeError } from '../log.ts';
import { type AnswerContext, answerRequest } from './answer.ts';
import { answeredQuery, answerOperation, readRequests, requestTable, waitingQuery } from './request.ts';

export interface RequestWatch {
  /** A request was made: all that wait are answered. @throws PassingFailure, DataverseError */
  changed(): Promise<void>;
  start(): void;
  stop(): void;
}

/** Requests the webhook did not tell of are looked for this often; answered ones are removed at the same time. Milliseconds. */
const everyMs = 60_000;
const keptMs = 60 * 60_000;

/** Answers what users ask of the bridge, and removes it after an hour (SPEC B-11). */
export function requestWatch(context: AnswerContext & { readonly log: Logger }): RequestWatch {
  const { client, metadata, log, now } = context;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let again = false;

  async function answerAll(): Promise<void> {
    const info = await metadata.table(requestTable);
    if (!info) return;
    for (const request of readRequests(await client.read(waitingQuery(info)))) {
      const answer = await answerRequest(request, context);
      if (!answer) continue;
      const error = platformError(await client.send(answerOperation(request, answer, info, now())));
      if (error && error.failure !== 'version' && error.failure !== 'missing')
        log.warn({ code: error.code, failure: error.failure }, 'a request could not be answered');
    }
  }

  async function removeOld(): Promise<void> {
    const info = await metadata.table(requestTable);
    if (!info) return;
    const old = readRequests(await client.read(answeredQuery(info, new Date(now() - keptMs))));
    if (old.length > 0) await client.batch(old.map(({ id }) => ({ method: 'DELETE', path: `${info.set}(${id})` })));
  }

  /** One look at a time; a request that comes meanwhile is seen by the next one. */
  function changed(): Promise<void> {
    if (working) {
      again = true;
      return working;
    }
    working = (async () => {
      try {
        do {
          again = false;
          await answerAll();
        } while (again);
      } finally {
        working = undefined;
      }
    })();
    return working;
  }

  async function look(): Promise<void> {
    try {
      await changed();
      await removeOld();
    } catch (error) {
      log.warn({ error: safeError(error) }, 'requests of users could not be looked at');
    }
  }

  return {
    changed,
    start() {
      const next = (): void => {
        timer = setTimeout(() => void look().finally(() => timer && next()), everyMs);
      };
      next();
      void look();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
