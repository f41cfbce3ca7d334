import type { FastifyInstance } from 'fastify';

/** Whether the bridge logs, and why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly why?: string;
  /** What an operator should see to although it logs. */
  readonly warnings?: readonly string[];
}

/** `/health/live`: the process answers. `/health/ready`: it logs what it takes. */
export function registerHealth(app: FastifyInstance, ready: () => Readiness): void {
  app.get('/health/live', async () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const state = ready();
    return reply.code(state.ready ? 200 : 503).send(state);
  });
}
