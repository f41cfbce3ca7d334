import type { Reason } from './queue/types.ts';

/** A failure that can pass: what it stopped is tried again (SPEC B-5). */
export class PassingFailure extends Error {
  readonly reason: Reason;
  /** Milliseconds the other side asked to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: Reason, options: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {}) {
    super(reason.detail ? `${reason.code}: ${reason.detail}` : reason.code, { cause: options.cause });
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}
