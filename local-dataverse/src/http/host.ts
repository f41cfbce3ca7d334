/** Only this machine: requests must name a loopback host, so that no web page can reach the server by rebinding DNS. */
import type { FastifyInstance } from 'fastify';

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

export function guardHost(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (LOOPBACK.test(request.headers.host ?? '')) return;
    await reply
      .code(403)
      .type('application/json')
      .send({ error: { code: '0x80040220', message: 'This server answers on 127.0.0.1 and localhost only.' } });
  });
}
