import type { SourceDirectory, WebhookSource } from '../types.ts';
import { parseSalesloft } from './parse.ts';
import { verifySalesloft } from './verify.ts';

export interface SalesloftOptions {
  /** Callback tokens of the webhook subscriptions; two are valid at once while they rotate. */
  readonly callbackTokens: readonly string[];
  readonly directory?: SourceDirectory;
}

/** Salesloft's native webhooks (SPEC B-1). */
export function salesloftSource({ callbackTokens, directory }: SalesloftOptions): WebhookSource {
  return {
    name: 'salesloft',
    verify: (received) => verifySalesloft(received, callbackTokens),
    eventName(headers) {
      const name = headers['x-salesloft-event'];
      return typeof name === 'string' && name !== '' ? name : undefined;
    },
    parse: parseSalesloft,
    ...(directory ? { directory } : {}),
  };
}
