import { type Logger, pino } from 'pino';

/** Structured logs without personal data: ids, codes and counts only (SPEC B-9). What slips in under a telling name is removed. */
export function createLogger(level: string, destination?: { write(text: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['email', 'address', 'name', 'phone', '*.email', '*.address', '*.phone', 'req.headers', 'body'],
      remove: true,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What may be logged of an error: its type and where it came from. Messages can quote values. */
export function safeError(error: unknown): {
  readonly type: string;
  readonly code?: string;
  readonly at?: readonly string[];
} {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim());
  return { type: error.name, ...(code ? { code } : {}), at };
}
