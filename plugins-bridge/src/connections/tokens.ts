import { join } from 'node:path';
import { z } from 'zod';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { alone, readSecretFile, removeSecretFile, writeSecretFile } from './secret-file.ts';

/** Bearer tokens of a source. */
export interface SourceTokens {
  /**
   * @param options.instead of a token the source has refused.
   * @throws SignInLost when an operator must connect the source again, PassingFailure when it may work later.
   */
  get(options?: { readonly instead?: string }): Promise<string>;
}

/** The source refuses what is kept of its sign-in. */
export class SignInLost extends PassingFailure {
  constructor(source: string, options: { readonly cause?: unknown } = {}) {
    super(reason('source-sign-in-lost', source), options);
  }
}

/** What the source gave at the last sign-in or refresh. */
export interface Grant {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly refreshToken: string;
}

const grantSchema = z.object({ accessToken: z.string(), expiresAt: z.number(), refreshToken: z.string() });

/** Where the grant of a source is kept. */
export interface GrantStore {
  read(): Grant | undefined;
  write(grant: Grant): void;
  remove(): void;
  /** Runs `work` while no other process renews the same grant. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** `<folder>/<source>.json`, readable by its owner alone. */
export function grantFile(folder: string, source: string): GrantStore {
  const path = join(folder, `${source}.json`);
  return {
    read() {
      const content = readSecretFile(path);
      return content === undefined ? undefined : grantSchema.parse(content);
    },
    write: (grant) => writeSecretFile(path, grant),
    remove: () => removeSecretFile(path),
    alone: (work) => alone(folder, source, work),
  };
}

/** A token that is configured and never renewed. */
export function configuredToken(source: string, token: string): SourceTokens {
  return {
    get({ instead } = {}) {
      // Renewing is not ours to do: an operator must configure another one.
      return instead === token ? Promise.reject(new SignInLost(source)) : Promise.resolve(token);
    },
  };
}

/** A token is renewed this long before its end; one that lives shorter, after half its life. Milliseconds. */
const marginMs = 5 * 60_000;

/**
 * Tokens of an OAuth sign-in, renewed before they end: once for all who ask at once, and once for all processes. A source that rotates
 * refresh tokens ends the old one when the new access token is first used: the new grant is on the disk before anybody gets it, so
 * that a crash in between loses nothing (SPEC B-1).
 *
 * @param refresh asks the source. @throws SignInLost when the source has ended the grant.
 */
export function grantedTokens(
  source: string,
  store: GrantStore,
  refresh: (refreshToken: string) => Promise<Grant>,
  now: () => number = Date.now,
): SourceTokens {
  let current: { readonly grant: Grant; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;
  /** A refresh token the source has refused: it is not asked about it again, only an operator can help. */
  let dead: string | undefined;

  const use = (grant: Grant): string => {
    current = { grant, until: usableUntil(grant) };
    return grant.accessToken;
  };
  const usableUntil = ({ expiresAt }: Grant): number => {
    const life = Math.max(0, expiresAt - now());
    return now() + Math.max(life - marginMs, life / 2);
  };

  function renew(refused: string | undefined): Promise<string> {
    return store.alone(async () => {
      const kept = store.read();
      if (!kept) throw new SignInLost(source);
      // Another process may have renewed it, or an operator connected anew.
      if (kept.accessToken !== (refused ?? current?.grant.accessToken) && kept.expiresAt > now() + 1_000)
        return use(kept);
      if (kept.refreshToken === dead) throw new SignInLost(source);
      const grant = await refresh(kept.refreshToken).catch((error: unknown) => {
        if (error instanceof SignInLost) dead = kept.refreshToken;
        throw error;
      });
      store.write(grant);
      return use(grant);
    });
  }

  return {
    async get({ instead } = {}) {
      if (current && current.until > now() && current.grant.accessToken !== instead) return current.grant.accessToken;
      asking ??= renew(instead).finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
