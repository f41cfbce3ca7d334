import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isCountry } from './people/phones.ts';
import { isEventSecret } from './sources/canonical/index.ts';

const port = z.coerce.number().int().min(0).max(65535);
/** One secret, or two while it rotates. */
const rotating = (secret: z.ZodString) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value),
    z.array(secret).min(1).max(2),
  );

const schema = z
  .object({
    /** Root of the Dataverse organisation, e.g. `https://contoso.crm4.dynamics.com`. */
    dataverseUrl: z.url({ protocol: /^https?$/ }),
    tenantId: z.string().min(1),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    /** Authority other than Microsoft's public one. */
    authorityHost: z.url({ protocol: /^https$/ }).optional(),
    /** Folder of the queue's file and of backups. */
    dataFolder: z.string().min(1).default('data'),
    /** PostgreSQL database of the queue, `postgres://user:password@host/database`, for several bridges; without it a file. */
    queueUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host/database' }).optional(),
    /** Address the sources' payloads are taken at. */
    host: z.string().min(1).default('127.0.0.1'),
    port: port.default(8484),
    /** Status and administration; always on the loopback address. */
    adminPort: port.default(8485),
    /** Callback tokens of the Salesloft subscriptions; two while they rotate. Without them Salesloft is off. */
    salesloftTokens: rotating(z.string().min(8)).optional(),
    /** Secrets of the senders of `POST /events` (Standard Webhooks, `whsec_…`); two while they rotate. Without them it is off. */
    eventSecrets: rotating(
      z.string().refine(isEventSecret, 'must be whsec_ and 24 to 64 bytes in base64, one or two of them'),
    ).optional(),
    salesloftApiUrl: z.url({ protocol: /^https?$/ }).default('https://api.salesloft.com'),
    salesloftApiToken: z.string().min(1).optional(),
    /** UUID the ids of rows are derived under; without it one of the organisation's id. */
    namespace: z.guid().optional(),
    /** Address under which Dataverse and the sources reach this bridge, for `connect`. */
    publicUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** Secret of the platform's webhook. */
    webhookSecret: z.string().min(16).optional(),
    /** Country whose national telephone numbers are read, ISO 3166 alpha-2; without it only numbers with `+` are (SPEC B-8). */
    defaultCountry: z
      .string()
      .transform((code) => code.toUpperCase())
      .refine(isCountry, 'is no ISO 3166 alpha-2 code of a country')
      .optional(),
    logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Largest payload taken, bytes. */
    maxBodyBytes: z.coerce.number().int().min(1024).default(1_048_576),
    /** Batches under way at Dataverse at once. */
    parallel: z.coerce.number().int().min(1).max(52).default(4),
    /** Days a payload is kept after it was settled (SPEC L-30). */
    payloadDays: z.coerce.number().int().min(1).default(30),
  })
  .refine((config) => !config.salesloftTokens || config.salesloftApiToken, {
    path: ['salesloftApiToken'],
    message: 'needed to ask Salesloft for people and users',
  });

export type Config = Readonly<z.infer<typeof schema>>;
type Name = keyof Config;

/** Environment variable of each setting; `…_FILE` names a file that holds the value (mounted secrets). */
export const variables: Readonly<Record<Name, string>> = {
  dataverseUrl: 'DATAVERSE_URL',
  tenantId: 'AZURE_TENANT_ID',
  clientId: 'AZURE_CLIENT_ID',
  clientSecret: 'AZURE_CLIENT_SECRET',
  authorityHost: 'AZURE_AUTHORITY_HOST',
  dataFolder: 'BRIDGE_DATA',
  queueUrl: 'BRIDGE_QUEUE_URL',
  host: 'BRIDGE_HOST',
  port: 'BRIDGE_PORT',
  adminPort: 'BRIDGE_ADMIN_PORT',
  salesloftTokens: 'SALESLOFT_CALLBACK_TOKENS',
  eventSecrets: 'BRIDGE_EVENT_SECRETS',
  salesloftApiUrl: 'SALESLOFT_API_URL',
  salesloftApiToken: 'SALESLOFT_API_TOKEN',
  namespace: 'BRIDGE_NAMESPACE',
  publicUrl: 'BRIDGE_PUBLIC_URL',
  webhookSecret: 'BRIDGE_WEBHOOK_SECRET',
  defaultCountry: 'BRIDGE_DEFAULT_COUNTRY',
  logLevel: 'BRIDGE_LOG_LEVEL',
  maxBodyBytes: 'BRIDGE_MAX_BODY_BYTES',
  parallel: 'BRIDGE_PARALLEL',
  payloadDays: 'BRIDGE_PAYLOAD_DAYS',
};

/** All that is wrong with the configuration, one line each; values are never quoted. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from the environment and from the JSON file `BRIDGE_CONFIG` names, if any; the environment wins.
 *
 * @throws ConfigError with every problem at once.
 */
export function readConfig(
  environment: Environment,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const problems: string[] = [];
  const attempt = <T>(what: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      problems.push(`${what}: cannot be read`);
      return undefined;
    }
  };
  const path = environment['BRIDGE_CONFIG'];
  const file = path
    ? attempt('BRIDGE_CONFIG', () => z.record(z.string(), z.unknown()).parse(JSON.parse(readText(path))))
    : undefined;
  const raw: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const secretFile = environment[`${variable}_FILE`];
    const value =
      environment[variable] ||
      (secretFile ? attempt(`${variable}_FILE`, () => readText(secretFile).trim()) : undefined);
    raw[name] = value ?? file?.[name];
  }
  for (const name of Object.keys(file ?? {})) {
    if (!(name in variables)) problems.push(`BRIDGE_CONFIG: there is no setting ${name}`);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success && problems.length === 0) return parsed.data;
  const names: Readonly<Record<string, string>> = variables;
  for (const {
    path: [name],
    message,
  } of parsed.error?.issues ?? []) {
    const missing = raw[String(name)] === undefined;
    problems.push(
      `${names[String(name)] ?? String(name)}: ${missing && /^Invalid input/.test(message) ? 'is missing' : message}`,
    );
  }
  throw new ConfigError(problems);
}
