/** Telling the engine's listeners of messages: before the commit, after it, or not at all. */
import type { Core } from '../core.ts';
import type { MessageContext } from '../types.ts';
import type { MessageDraft } from './messages.ts';

/** A message nobody looks at is not made. */
export function isWanted(core: Core, { message, model }: MessageDraft): boolean {
  return core.listeners.some((listener) => listener.wants?.(message, model?.name) !== false);
}

/** True when a synchronous step must have its say before the commit. */
export function wantsTransaction(core: Core, message: MessageContext): boolean {
  return core.listeners.some((listener) => listener.wantsTransaction(message.message, message.table));
}

/** Asks every synchronous step, in order; the first that throws ends it. */
export async function askSteps(core: Core, messages: readonly MessageContext[]): Promise<void> {
  for (const message of messages) {
    for (const listener of core.listeners) {
      if (listener.wantsTransaction(message.message, message.table)) await listener.inTransaction(message);
    }
  }
}

export function announceAfter(core: Core, messages: readonly MessageContext[]): void {
  for (const message of messages) {
    for (const listener of core.listeners) listener.afterCommit(message);
  }
}
