/** Access tokens of the local authority: JWTs that only this process makes and only this process reads. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Claims {
  /** Client id of the app registration. */
  readonly appid: string;
  /** The resource the token is for, without `/.default`. */
  readonly aud: string;
  readonly tid: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

const header = encode({ alg: 'HS256', typ: 'JWT' });

export function signToken(claims: Claims, key: Buffer): string {
  const unsigned = `${header}.${encode(claims)}`;
  return `${unsigned}.${signature(unsigned, key)}`;
}

/** Claims of a token that this key signed and that has not ended; undefined otherwise. Compared in constant time. */
export function readToken(token: string, key: Buffer, nowSeconds: number): Claims | undefined {
  const [head, body, given, ...rest] = token.split('.');
  if (head !== header || body === undefined || given === undefined || rest.length > 0) return undefined;
  const expected = Buffer.from(signature(`${head}.${body}`, key));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims; // Signed by us: its shape is ours.
  return claims.exp > nowSeconds ? claims : undefined;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function signature(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
