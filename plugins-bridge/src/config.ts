import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { credentialKinds, credentialProblems } from './config/credential.ts';
import { settingForm, type SettingForm } from './config/describe.ts';
import { type Environment, findValues } from './config/values.ts';
import { isCountry } from './people/phones.ts';
import { isEventSecret } from './sources/canonical/index.ts';

const wholeNumber = (least: number, most?: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
    most === undefined ? z.number().int().min(least) : z.number().int().min(least).max(most),
  );
const port = wholeNumber(0, 65535);
/** The value of a JSON text; a text that is none stays what it is and is refused by the schema. */
const parseJsonText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
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
  z.record(z.string().min(1), z.coerce.number().min(0)).describe('hours, e.g. 24 outreach=72'),
);

/** What does not fit together is told together with what is wrong elsewhere. */
const together = (): boolean => true;

const schema = z
  .object({
    /** Root of the Dataverse organisation, e.g. `https://contoso.crm4.dynamics.com`. */
    dataverseUrl: z.url({ protocol: /^https?$/ }),
    /** How to sign in at Entra ID: `secret`, `certificate`, `workload-identity` or `managed-identity`. Needed for a managed identity, and when what is set leaves a choice. */
    credential: z.enum(credentialKinds).optional(),
    /** Tenant of the application; not needed for a managed identity. */
    tenantId: z.string().min(1).optional(),
    /** Application (client) id; of a managed identity only when it is a user-assigned one. */
    clientId: z.string().min(1).optional(),
    /** Client secret of the application. */
    clientSecret: z.string().min(1).optional(),
    /** PEM file with the application's certificate and its private key. */
    certificatePath: z.string().min(1).optional(),
    /** Password of the private key in that file, when it has one. */
    certificatePassword: z.string().min(1).optional(),
    /** File of the token that workload identity exchanges; Kubernetes mounts it and keeps it fresh. */
    federatedTokenFile: z.string().min(1).optional(),
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
    /** Port of that address; 0 takes a free one. */
    port: port.default(8484),
    /** Address of status, metrics and administration. Other than a loopback address: everything but metrics and health needs the token. */
    adminHost: z.string().min(1).default('127.0.0.1'),
    /** Port of that address; 0 takes a free one. */
    adminPort: port.default(8485),
    /** Token of the administration port, `Authorization: Bearer …`; used only when its address is no loopback address. */
    adminToken: z.string().min(16).optional(),
    /** Seconds the bridge may take to stop after SIGTERM; what it has not ended by then goes back to the queue. Less than the 30 of Kubernetes. */
    shutdownSeconds: wholeNumber(1, 3600).default(25),
    /** Seconds after SIGTERM in which payloads are still taken while `/health/ready` says 503, so that load balancers look elsewhere first. */
    drainSeconds: wholeNumber(0, 600).default(5),
    /** Callback tokens of the Salesloft subscriptions; two while they rotate. Without them Salesloft is off. */
    salesloftTokens: rotating(z.string().min(8)).optional(),
    /** Secrets of the senders of `POST /events` (Standard Webhooks, `whsec_…`); two while they rotate. Without them it is off. */
    eventSecrets: rotating(
      z.string().refine(isEventSecret, 'must be whsec_ and 24 to 64 bytes in base64, one or two of them'),
    ).optional(),
    /** Address of the Salesloft API. */
    salesloftApiUrl: z.url({ protocol: /^https?$/ }).default('https://api.salesloft.com'),
    /** Token of the Salesloft API; needed when Salesloft is on, to ask for people and users. */
    salesloftApiToken: z.string().min(1).optional(),
    /** OAuth application at Salesloft, in place of an API token: `source connect salesloft` signs in with it. */
    salesloftClientId: z.string().min(1).optional(),
    /** Secret of that application. */
    salesloftClientSecret: z.string().min(1).optional(),
    /** Address of the Salesloft sign-in. */
    salesloftAccountsUrl: z.url({ protocol: /^https?$/ }).default('https://accounts.salesloft.com'),
    /** OAuth application at Outreach: `source connect outreach` signs in with it. */
    outreachClientId: z.string().min(1).optional(),
    /** Secret of that application. */
    outreachClientSecret: z.string().min(1).optional(),
    /** Address of the Outreach API. */
    outreachApiUrl: z.url({ protocol: /^https?$/ }).default('https://api.outreach.io'),
    /** Token of the Outreach API; needed when Outreach is on, to ask for prospects and users. */
    outreachApiToken: z.string().min(1).optional(),
    /** Secrets of the Outreach webhooks; two while they rotate. Without them Outreach is off. */
    outreachSecrets: rotating(z.string().min(8)).optional(),
    /** Tokens of the Aircall webhook; two while they rotate. Without them Aircall is off. */
    aircallTokens: rotating(z.string().min(8)).optional(),
    /** Secret tokens of the Zoom app; two while they rotate. Without them Zoom is off. */
    zoomSecretTokens: rotating(z.string().min(8)).optional(),
    /** Requests taken in a minute from one address for one source; more are refused until the minute is over. */
    requestsPerMinute: wholeNumber(1, 10_000_000).default(60_000),
    /** Where a source sends the operator's browser after the sign-in; registered at the source. */
    oauthRedirect: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8486/oauth/callback'),
    /** Folder of the sources' sign-ins; without it `connections` in the data folder. Bridges that share a sign-in share it. */
    connectionFolder: z.string().min(1).optional(),
    /** Minutes between two looks for what a source's webhooks may have lost. */
    reconcileMinutes: wholeNumber(1).default(15),
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
    /** Secret of the platform's webhook; without it the webhook is off. */
    webhookSecret: z.string().min(16).optional(),
    /** Country whose national telephone numbers are read, ISO 3166 alpha-2; without it only numbers with `+` are (SPEC B-8). */
    defaultCountry: z
      .string()
      .transform((code) => code.toUpperCase())
      .refine(isCountry, 'is no ISO 3166 alpha-2 code of a country')
      .optional(),
    /** Least severe lines that are written to the log. */
    logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Largest payload taken, bytes. */
    maxBodyBytes: wholeNumber(1024).default(1_048_576),
    /** Requests an application user has under way at Dataverse at most; the platform's own advice may be less (SPEC B-6). */
    parallel: wholeNumber(1, 52).default(8),
    /** Further application users to share the work, a JSON array of `{"clientId", "clientSecret"}`: the platform's limits are those of each user (SPEC B-6). The first one, `clientId`, is who the bridge is. */
    moreAppUsers: z.preprocess(
      (value) => (typeof value === 'string' ? parseJsonText(value) : value),
      z
        .array(z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) }))
        .describe('a JSON array of {"clientId", "clientSecret"}')
        .default([]),
    ),
    /** Megabytes left free on the queue's disk: with less, nothing new is taken and what was taken is worked off. */
    diskReserveMb: wholeNumber(0).default(200),
    /** Days a payload is kept after it was settled (SPEC L-30). */
    payloadDays: wholeNumber(1).default(30),
  })
  .refine((config) => !config.salesloftTokens || config.salesloftApiToken || config.salesloftClientId, {
    path: ['salesloftApiToken'],
    message: 'needed to ask Salesloft for people and users, or SALESLOFT_CLIENT_ID and a sign-in',
    when: together,
  })
  .refine((config) => !config.outreachSecrets || config.outreachApiToken || config.outreachClientId, {
    path: ['outreachApiToken'],
    message: 'needed to ask Outreach for people and users, or OUTREACH_CLIENT_ID and a sign-in',
    when: together,
  })
  .refine((config) => !config.salesloftClientId === !config.salesloftClientSecret, {
    path: ['salesloftClientSecret'],
    message: 'SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET go together',
    when: together,
  })
  .refine((config) => !config.outreachClientId === !config.outreachClientSecret, {
    path: ['outreachClientSecret'],
    message: 'OUTREACH_CLIENT_ID and OUTREACH_CLIENT_SECRET go together',
    when: together,
  });

export type Config = Readonly<z.infer<typeof schema>>;
type Name = keyof Config;

/** Environment variable of each setting; `…_FILE` names a file that holds the value (mounted secrets). */
export const variables: Readonly<Record<Name, string>> = {
  dataverseUrl: 'DATAVERSE_URL',
  credential: 'BRIDGE_CREDENTIAL',
  tenantId: 'AZURE_TENANT_ID',
  clientId: 'AZURE_CLIENT_ID',
  clientSecret: 'AZURE_CLIENT_SECRET',
  certificatePath: 'AZURE_CLIENT_CERTIFICATE_PATH',
  certificatePassword: 'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  federatedTokenFile: 'AZURE_FEDERATED_TOKEN_FILE',
  authorityHost: 'AZURE_AUTHORITY_HOST',
  dataFolder: 'BRIDGE_DATA',
  queueUrl: 'BRIDGE_QUEUE_URL',
  host: 'BRIDGE_HOST',
  port: 'BRIDGE_PORT',
  adminHost: 'BRIDGE_ADMIN_HOST',
  adminPort: 'BRIDGE_ADMIN_PORT',
  adminToken: 'BRIDGE_ADMIN_TOKEN',
  shutdownSeconds: 'BRIDGE_SHUTDOWN_SECONDS',
  drainSeconds: 'BRIDGE_DRAIN_SECONDS',
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
  moreAppUsers: 'BRIDGE_MORE_APP_USERS',
  diskReserveMb: 'BRIDGE_DISK_RESERVE_MB',
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

/**
 * Reads the configuration from the environment and from the JSON file `BRIDGE_CONFIG` names, if any; the environment wins.
 *
 * @throws ConfigError with every problem at once.
 */
export function readConfig(
  environment: Environment,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const { values, problems, unread } = findValues(variables, environment, readText);
  const parsed = schema.safeParse(values);
  const found = [
    ...(parsed.error?.issues ?? []).map((issue) => problemOf(issue, values)),
    ...credentialProblems(values, variables, readText),
  ].filter((problem) => !unread.some((variable) => problem.startsWith(`${variable}: is missing`)));
  const all = [...problems, ...found];
  if (parsed.success && all.length === 0) return parsed.data;
  throw new ConfigError([...new Set(all)]);
}

/** Says which rule is broken and never what was given. */
function problemOf(
  { path: [name], code, message }: z.core.$ZodIssue,
  values: Readonly<Record<string, unknown>>,
): string {
  const known = isName(name) ? name : undefined;
  if (!known) return message;
  const value = values[known];
  if (value === undefined && code === 'invalid_type') return `${variables[known]}: is missing`;
  if (code === 'custom') return `${variables[known]}: ${message}`;
  // Kubernetes gives every pod the variables of the services beside it.
  const service = typeof value === 'string' && /^tcp:\/\//.test(value) && known === 'port';
  const why = service ? '; a Kubernetes service named bridge sets it: switch enableServiceLinks off' : '';
  return `${variables[known]}: must be ${settingForm(schema.shape[known]).rule}${why}`;
}

function isName(name: unknown): name is Name {
  return typeof name === 'string' && Object.hasOwn(variables, name);
}

/** Every setting as operators know it, in the order of the schema. */
export function settingForms(): readonly (SettingForm & { readonly name: string; readonly variable: string })[] {
  return Object.entries(schema.shape).flatMap(([name, one]) =>
    isName(name) ? [{ name, variable: variables[name], ...settingForm(one) }] : [],
  );
}
