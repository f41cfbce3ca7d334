import { join } from 'node:path';
import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { type Exchange, watched } from '../outbound/watched.ts';
import { outreachPull } from '../reconciliation/outreach.ts';
import { salesloftPull } from '../reconciliation/salesloft.ts';
import type { PullSource } from '../reconciliation/types.ts';
import { outreachSubscriptions } from '../subscriptions/outreach.ts';
import { salesloftSubscriptions } from '../subscriptions/salesloft.ts';
import type { SubscriptionApi, SubscriptionTarget } from '../subscriptions/types.ts';
import { endSignIn, type OAuthApp, type PendingSignIn, refreshGrant } from './oauth.ts';
import { type SourceApi, sourceApi } from './source-api.ts';
import { configuredToken, grantedTokens, grantFile, type GrantStore, SignInLost, type SourceTokens } from './tokens.ts';

/** Sources whose API the bridge signs in to. */
export const connectable = ['salesloft', 'outreach'] as const;
export type Connectable = (typeof connectable)[number];

/** How an operator's sign-in at a source is begun and ended. */
export interface SignIn {
  readonly app: OAuthApp;
  /** Ends one that was begun, and keeps what it gave. @throws Error that says what is wrong */
  end(pending: PendingSignIn, redirected: URL): Promise<void>;
}

/** The API of a source, with what the bridge does there. */
export interface SourceConnection {
  readonly name: Connectable;
  readonly http: HttpClient;
  readonly api: SourceApi;
  readonly tokens: SourceTokens;
  /** Absent when a token is configured. */
  readonly signIn?: SignIn;
  readonly grants: GrantStore;
  /** Where the source posts to; absent while the configuration names no public address or no secret. */
  readonly target?: SubscriptionTarget;
  readonly subscriptions: SubscriptionApi;
  readonly pull: PullSource;
  close(): Promise<void>;
}

/** What differs between sources. */
interface Profile {
  readonly apiUrl: string;
  readonly apiToken?: string | undefined;
  readonly accountsUrl: string;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly scope?: string;
  /** The first of two while they rotate. */
  readonly secret?: string | undefined;
  readonly mediaType?: string;
  readonly subscriptions: (api: SourceApi) => SubscriptionApi;
  readonly pull: (api: SourceApi) => PullSource;
}

const profiles: Readonly<Record<Connectable, (config: Config) => Profile>> = {
  salesloft: (config) => ({
    apiUrl: config.salesloftApiUrl,
    apiToken: config.salesloftApiToken,
    accountsUrl: config.salesloftAccountsUrl,
    clientId: config.salesloftClientId,
    clientSecret: config.salesloftClientSecret,
    secret: config.salesloftTokens?.[0],
    subscriptions: salesloftSubscriptions,
    pull: salesloftPull,
  }),
  outreach: (config) => ({
    apiUrl: config.outreachApiUrl,
    apiToken: config.outreachApiToken,
    accountsUrl: config.outreachApiUrl,
    clientId: config.outreachClientId,
    clientSecret: config.outreachClientSecret,
    secret: config.outreachSecrets?.[0],
    // Outreach gives what is asked for and no more (its API guide).
    scope: 'accounts.read calls.read mailings.read prospects.read tasks.read users.read webhooks.all',
    mediaType: 'application/vnd.api+json',
    subscriptions: outreachSubscriptions,
    pull: outreachPull,
  }),
};

/** Folder of sign-ins. */
export function connectionFolder({ connectionFolder: folder, dataFolder }: Config): string {
  return folder ?? join(dataFolder, 'connections');
}

/** A source's answer is at most a page of a list. */
const maxResponseBytes = 16 * 1024 * 1024;

/**
 * Opens the connection to a source; nothing is sent yet.
 *
 * @param told hears of every request to its API.
 * @returns `undefined` when the configuration has neither a token nor an application for it.
 */
export function openConnection(
  name: Connectable,
  config: Config,
  now?: () => number,
  told: (exchange: Exchange) => void = () => undefined,
): SourceConnection | undefined {
  const profile = profiles[name](config);
  const { apiUrl, apiToken, accountsUrl, clientId, clientSecret, scope, secret, mediaType } = profile;
  const hasApp = clientId !== undefined && clientSecret !== undefined;
  if (apiToken === undefined && !hasApp) return undefined;
  const options = { timeoutMs: 20_000, maxResponseBytes, privateHosts: config.privateHosts };
  const http = watched(httpClient(apiUrl, options), told);
  const accounts = httpClient(accountsUrl, options);
  const grants = grantFile(connectionFolder(config), name);
  const app: OAuthApp | undefined = hasApp
    ? {
        ...{ source: name, clientId, clientSecret, redirectUri: config.oauthRedirect, ...(scope ? { scope } : {}) },
        authorizeUrl: new URL('/oauth/authorize', accountsUrl).href,
        tokenUrl: new URL('/oauth/token', accountsUrl).href,
      }
    : undefined;
  const tokens =
    apiToken === undefined
      ? grantedTokens(
          name,
          grants,
          (refreshToken) =>
            app ? refreshGrant(app, accounts, refreshToken, now) : Promise.reject(new SignInLost(name)),
          now,
        )
      : configuredToken(name, apiToken);
  const api = sourceApi({ name, http, tokens, ...(mediaType ? { mediaType } : {}) });
  const url = config.publicUrl === undefined ? undefined : new URL(`/sources/${name}`, config.publicUrl).href;
  return {
    name,
    http,
    api,
    tokens,
    grants,
    ...(app && apiToken === undefined ? { signIn: signInOf(app) } : {}),
    ...(url !== undefined && secret !== undefined ? { target: { url, secret } } : {}),
    subscriptions: profile.subscriptions(api),
    pull: profile.pull(api),
    async close() {
      await Promise.all([http.close(), accounts.close()]);
    },
  };

  function signInOf(app: OAuthApp): SignIn {
    return {
      app,
      end: (pending, redirected) =>
        grants.alone(async () => grants.write(await endSignIn(app, accounts, pending, redirected, now))),
    };
  }
}
