/**
 * The local authority: OpenID discovery and the client-credentials grant over TLS, so that @azure/identity works as it is
 * (authorityHost, disableInstanceDiscovery). Shapes: the OAuth 2.0 client-credentials documents of the Microsoft identity platform.
 */
import { fastify, type FastifyInstance } from 'fastify';
import type { Certificate } from './certificate.ts';

export interface Grant {
  readonly clientId: string;
  readonly secret: string;
  readonly scope: string;
  readonly tenant: string;
}

/** The access token for a grant, or undefined when id and secret do not belong together. */
export type Issue = (grant: Grant) => { readonly token: string; readonly seconds: number } | undefined;

export function authorityApp(certificate: Certificate, issue: Issue): FastifyInstance {
  const app = fastify({ https: { key: certificate.key, cert: certificate.cert } });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  const discovery = (host: string, tenant: string): object => {
    const base = `https://${host}/${tenant}`;
    return {
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ['token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['HS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    };
  };
  app.get<{ Params: { tenant: string } }>('/:tenant/v2.0/.well-known/openid-configuration', (request) =>
    discovery(request.host, request.params.tenant),
  );
  // Tokens are for this process alone: it shares no key.
  app.get('/:tenant/discovery/v2.0/keys', () => ({ keys: [] }));
  app.post<{ Params: { tenant: string }; Body: unknown }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const grantType = form.get('grant_type');
    if (grantType !== 'client_credentials') {
      return reply
        .code(400)
        .send(
          oauthError(
            'unsupported_grant_type',
            `AADSTS70003: The app requested an unsupported grant type '${grantType ?? ''}'.`,
          ),
        );
    }
    const basic = basicCredentials(request.headers.authorization);
    const clientId = form.get('client_id') ?? basic?.id ?? '';
    const answer = issue({
      clientId,
      secret: form.get('client_secret') ?? basic?.secret ?? '',
      scope: form.get('scope') ?? '',
      tenant: request.params.tenant,
    });
    if (!answer) {
      return reply
        .code(401)
        .send(oauthError('invalid_client', `AADSTS7000215: Invalid client secret provided for app '${clientId}'.`));
    }
    return {
      token_type: 'Bearer',
      expires_in: answer.seconds,
      ext_expires_in: answer.seconds,
      access_token: answer.token,
    };
  });
  return app;
}

function oauthError(error: string, description: string): object {
  return { error, error_description: description, timestamp: new Date().toISOString() };
}

function basicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  if (!header?.startsWith('Basic ')) return undefined;
  const [id = '', secret = ''] = Buffer.from(header.slice(6), 'base64')
    .toString()
    .split(':', 2)
    .map(decodeURIComponent);
  return { id, secret };
}
