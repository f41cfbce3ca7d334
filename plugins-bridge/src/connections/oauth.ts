import * as oauth from 'oauth4webapi';
import { PassingFailure } from '../failures.ts';
import { fetchOver } from '../outbound/fetch.ts';
import type { HttpClient } from '../outbound/http-client.ts';
import { reason } from '../reasons.ts';
import { type Grant, SignInLost } from './tokens.ts';

/** An application registered at a source, and the source's authorization server. */
export interface OAuthApp {
  readonly source: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the source sends the operator's browser afterwards; registered at the source. */
  readonly redirectUri: string;
  /** Space-separated; absent when the application's registration names them. */
  readonly scope?: string;
}

/** A sign-in under way: what its end is checked with. */
export interface PendingSignIn {
  readonly state: string;
  readonly verifier: string;
}

/** Begins a sign-in by authorization code with PKCE. @returns the address an operator opens. */
export async function beginSignIn(
  app: OAuthApp,
): Promise<{ readonly address: string; readonly pending: PendingSignIn }> {
  const pending = { state: oauth.generateRandomState(), verifier: oauth.generateRandomCodeVerifier() };
  const address = new URL(app.authorizeUrl);
  const parameters = {
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    response_type: 'code',
    state: pending.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ...(app.scope ? { scope: app.scope } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return { address: address.href, pending };
}

/**
 * Ends a sign-in.
 *
 * @param redirected address the browser was sent to.
 * @throws Error that says what is wrong with it; it never quotes a code or token.
 */
export async function endSignIn(
  app: OAuthApp,
  http: HttpClient,
  pending: PendingSignIn,
  redirected: URL,
  now: () => number = Date.now,
): Promise<Grant> {
  const { server, client, authentication, options } = partsOf(app, http);
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(server, client, redirected, pending.state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError)
      throw new Error(`${app.source} refused the sign-in: ${error.error}`);
    throw new Error('The address does not belong to this sign-in: its state or code is missing or another one.');
  }
  // Salesloft wants two parameters of the redirect back, beyond the standard (facts: its OAuth page).
  const extra = new URLSearchParams();
  for (const name of ['context', 'scope']) {
    const value = redirected.searchParams.get(name);
    if (value !== null) extra.set(name, value);
  }
  try {
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      app.redirectUri,
      pending.verifier,
      { ...options, additionalParameters: extra },
    );
    return grantOf(await oauth.processAuthorizationCodeResponse(server, client, answer), now());
  } catch (error) {
    throw refusalOf(app.source, error, 'the code was not accepted');
  }
}

/** Exchanges a refresh token. @throws SignInLost, PassingFailure */
export async function refreshGrant(
  app: OAuthApp,
  http: HttpClient,
  refreshToken: string,
  now: () => number = Date.now,
): Promise<Grant> {
  const { server, client, authentication, options } = partsOf(app, http);
  try {
    const answer = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options);
    return grantOf(await oauth.processRefreshTokenResponse(server, client, answer), now(), refreshToken);
  } catch (error) {
    throw refusalOf(app.source, error, 'the token was not renewed');
  }
}

function partsOf({ tokenUrl, clientId, clientSecret }: OAuthApp, http: HttpClient) {
  const server: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const options = {
    [oauth.customFetch]: fetchOver(http),
    // An address without TLS is only reached when the configuration names it.
    [oauth.allowInsecureRequests]: new URL(tokenUrl).protocol === 'http:',
  };
  const client: oauth.Client = { client_id: clientId };
  return { server, client, authentication: oauth.ClientSecretPost(clientSecret), options };
}

/** Sources that name no end are asked again after this time; theirs is two hours. Seconds. */
const usualLife = 3600;

function grantOf(answer: oauth.TokenEndpointResponse, now: number, usedToken?: string): Grant {
  // A source that does not rotate gives no new one: the old one stays good.
  const refreshToken = answer.refresh_token ?? usedToken;
  if (refreshToken === undefined)
    throw new Error('The source gave no refresh token: the application must ask for one.');
  return {
    accessToken: answer.access_token,
    expiresAt: now + (answer.expires_in ?? usualLife) * 1000,
    refreshToken,
  };
}

/** What the library throws can quote the answer; only codes pass. */
function refusalOf(source: string, error: unknown, what: string): Error {
  if (error instanceof oauth.ResponseBodyError) {
    if (['invalid_grant', 'unauthorized_client', 'invalid_client'].includes(error.error)) {
      return new SignInLost(source, { cause: new Error(`${what}: ${error.error}`) });
    }
    return new PassingFailure(reason('source-unavailable', `${source}: ${what}: ${error.error}`));
  }
  const cause = error instanceof Error ? new Error(error.message) : undefined;
  return new PassingFailure(reason('source-unavailable', `${source}: ${what}`), { cause });
}
