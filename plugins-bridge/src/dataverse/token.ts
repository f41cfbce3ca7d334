import type { TokenCredential } from '@azure/identity';

/** Gives a bearer token for Dataverse. `renew` asks for a new one although the old one has not ended. */
export interface TokenProvider {
  get(options?: { readonly renew?: boolean }): Promise<string>;
}

/** Milliseconds before its end at which a token is no longer used. */
const margin = 5 * 60_000;

/** Tokens for `url` (scope `<url>/.default`), one request for all who ask at once. */
export function tokenProvider(url: string, credential: TokenCredential, now: () => number = Date.now): TokenProvider {
  const scope = `${new URL(url).origin}/.default`;
  let current: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const token = await credential.getToken(scope);
    if (!token) throw new Error('The authority gave no token.');
    // A token that lives shorter than the margin is used for half its life.
    const life = token.expiresOnTimestamp - now();
    current = { token: token.token, until: now() + Math.max(life - margin, life / 2) };
    return token.token;
  }

  return {
    async get({ renew = false } = {}) {
      if (!renew && current && current.until > now()) return current.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
