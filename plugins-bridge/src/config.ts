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

/** Host names, separated by commas or spaces. */
const hosts = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value),
  z.array(z.string().regex(/^[\w.-]+$/)),
);
/** `24` for every source, `24 outreach=72` with another number for one. */
const hoursBySource = z.preprocess(
  (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return value;
    const words = String(value)
      .split(/[\s,]+/)
      .filter(Boolean);
    return Object.fromEntries(words.map((word) => (word.includes('=') ? word.split('=', 2) : ['*', word])));
  },
  z.record(z.string().min(1), z.coerce.number('must be hours, e.g. 24 outreach=72').min(0)),
);

const schema = z
  .object({
    /** Root of the Dataverse organisation, e.g. `https://contoso.crm4.dynamics.com`. */
    dataverseUrl: z.url({ protocol: /^https?$/ }),
    tenantId: z.string().min(1),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    /** PEM file with the application's certificate and its private key. */
    certificatePath: z.string().min(1).optional(),
    /** Authority other than Microsoft's public one. */
    authorityHost: z.url({ protocol: /^https$/ }).optional(),
    /** Folder of the queue's file and of backups. */
    dataFolder: z.string().min(1).default('data'),
    /** PostgreSQL database of the queue, `postgres://user:password@host/database`, for several bridges; without it a file. */
    queueUrl: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host/database' })
      .optional(),
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
    /** OAuth application at Salesloft, in place of an API token: `source connect salesloft` signs in with it. */
    salesloftClientId: z.string().min(1).optional(),
    salesloftClientSecret: z.string().min(1).optional(),
    salesloftAccountsUrl: z.url({ protocol: /^https?$/ }).default('https://accounts.salesloft.com'),
    /** OAuth application at Outreach: `source connect outreach` signs in with it. */
    outreachClientId: z.string().min(1).optional(),
    outreachClientSecret: z.string().min(1).optional(),
    outreachApiUrl: z.url({ protocol: /^https?$/ }).default('https://api.outreach.io'),
    outreachApiToken: z.string().min(1).optional(),
    /** Secrets of the Outreach webhooks; two while they rotate. Without them Outreach is off. */
    outreachSecrets: rotating(z.string().min(8)).optional(),
    /** Tokens of the Aircall webhook; two while they rotate. Without them Aircall is off. */
    aircallTokens: rotating(z.string().min(8)).optional(),
    /** Secret tokens of the Zoom app; two while they rotate. Without them Zoom is off. */
    zoomSecretTokens: rotating(z.string().min(8)).optional(),
    /** Requests taken in a minute from one address for one source; more are refused until the minute is over. */
    requestsPerMinute: z.coerce.number().int().min(1).max(10_000_000).default(60_000),
    /** Where a source sends the operator's browser after the sign-in; registered at the source. */
    oauthRedirect: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8486/oauth/callback'),
    /** Folder of the sources' sign-ins; without it `connections` in the data folder. Bridges that share a sign-in share it. */
    connectionFolder: z.string().min(1).optional(),
    /** Minutes between two looks for what a source's webhooks may have lost. */
    reconcileMinutes: z.coerce.number().min(1).default(15),
    /** Hours of working days after which a source that sends nothing is reported (SPEC B-9); 0: never. */
    silenceHours: hoursBySource.default({ '*': 24 }),
    /** Names of hosts that may stand for private addresses (SPEC B-12). */
    privateHosts: hosts.default([]),
    /** Day the client secret ends, to be reminded of it (SPEC B-9): Dataverse does not tell. */
    clientSecretEnds: z.iso
      .date()
      .or(z.iso.datetime({ offset: true }))
      .optional(),
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
  .refine((config) => !config.salesloftTokens || config.salesloftApiToken || config.salesloftClientId, {
    path: ['salesloftApiToken'],
    message: 'needed to ask Salesloft for people and users, or SALESLOFT_CLIENT_ID and a sign-in',
  })
  .refine((config) => !config.outreachSecrets || config.outreachApiToken || config.outreachClientId, {
    path: ['outreachApiToken'],
    message: 'needed to ask Outreach for people and users, or OUTREACH_CLIENT_ID and a sign-in',
  })
  .refine((config) => !config.salesloftClientId === !config.salesloftClientSecret, {
    path: ['salesloftClientSecret'],
    message: 'SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET go together',
  })
  .refine((config) => !config.outreachClientId === !config.outreachClientSecret, {
    path: ['outreachClientSecret'],
    message: 'OUTREACH_CLIENT_ID and OUTREACH_CLIENT_SECRET go together',
  });

export type Config = Readonly<z.infer<typeof schema>>;
type Name = keyof Config;

/** Environment variable of each setting; `…_FILE` names a file that holds the value (mounted secrets). */
export const variables: Readonly<Record<Name, string>> = {
  dataverseUrl: 'DATAVERSE_URL',
  tenantId: 'AZURE_TENANT_ID',
  clientId: 'AZURE_CLIENT_ID',
  clientSecret: 'AZURE_CLIENT_SECRET',
  certificatePath: 'AZURE_CLIENT_CERTIFICATE_PATH',
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
  salesloftClientId: 'SALESLOFT_CLIENT_ID',
  salesloftClientSecret: 'SALESLOFT_CLIENT_SECRET',
  salesloftAccountsUrl: 'SALESLOFT_ACCOUNTS_URL',
  outreachClientId: 'OUTREACH_CLIENT_ID',
  outreachClientSecret: 'OUTREACH_CLIENT_SECRET',
  outreachApiUrl: 'OUTREACH_API_URL',
  outreachApiToken: 'OUTREACH_API_TOKEN',
  outreachSecrets: 'OUTREACH_WEBHOOK_SECRETS',
  aircallTokens: 'AIRCALL_TOKENS',
  zoomSecretTokens: 'ZOOM_SECRET_TOKENS',
  requestsPerMinute: 'BRIDGE_REQUESTS_PER_MINUTE',
  oauthRedirect: 'BRIDGE_OAUTH_REDIRECT',
  connectionFolder: 'BRIDGE_CONNECTIONS',
  reconcileMinutes: 'BRIDGE_RECONCILE_MINUTES',
  silenceHours: 'BRIDGE_SILENCE_HOURS',
  privateHosts: 'BRIDGE_PRIVATE_HOSTS',
  clientSecretEnds: 'AZURE_CLIENT_SECRET_EXPIRES',
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
