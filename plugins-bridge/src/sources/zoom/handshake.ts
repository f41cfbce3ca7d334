import { createHmac } from 'node:crypto';
import { z } from 'zod';

const asked = z.object({
  event: z.literal('endpoint.url_validation'),
  // No colon: what is signed here must never read as a request of Zoom's own, `v0:time:body`.
  payload: z.object({ plainToken: z.string().regex(/^[\w+/=-]{1,200}$/) }),
});

/** Answer to Zoom's question whether the address knows the secret token (facts §5.5); `undefined` when it asks nothing. */
export function zoomHandshake(body: unknown, secret: string): object | undefined {
  const parsed = asked.safeParse(body);
  if (!parsed.success) return undefined;
  const { plainToken } = parsed.data.payload;
  return { plainToken, encryptedToken: createHmac('sha256', secret).update(plainToken).digest('hex') };
}
