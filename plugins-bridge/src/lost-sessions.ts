import type { PoolConfig } from 'pg';

/**
 * For every pool of PostgreSQL connections: a session that ends does not end the process. The pool listens for errors of a connection while
 * nobody uses it, and who uses it from a moment later than it was handed over; what a dying server says in the packet of an answer falls in between.
 * Whoever uses the connection is told by his next statement.
 */
export const outlivesSessions = {
  onConnect: (client) => void client.on('error', () => undefined),
} satisfies PoolConfig;
