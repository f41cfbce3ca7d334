/** Real processes of a line, each of which can be killed and started again: a local Dataverse and bridges. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loggingConfigurationRowId } from '@activity-logging/activity-model/metadata';
import { inRoot } from '../../tools/paths.ts';
import { answers, type Child, freePort, startChild } from '../../tools/start/child.ts';
import { type AppRegistration, Crm, type DataverseAddress, tenantId } from '../../tools/start/crm.ts';

/** A program that is started with the same arguments every time. */
export interface Part {
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** @throws Error when it does not run */
  pid(): number;
}

function part(options: Omit<Parameters<typeof startChild>[0], 'args'>, args: () => readonly string[]): Part {
  let child: Child | undefined;
  return {
    async start() {
      child = await startChild({ ...options, args: args(), timeoutMs: 60_000 });
    },
    async kill() {
      await child?.kill();
    },
    async stop() {
      await child?.stop();
    },
    pid() {
      const pid = child?.process.pid;
      if (pid === undefined) throw new Error(`${options.name} does not run`);
      return pid;
    },
  };
}

export interface DataversePart extends Part {
  readonly address: DataverseAddress;
  /** Signed in as administrator. */
  readonly crm: Crm;
  /** An application user of a bridge. */
  bridgeUser(name: string): Promise<AppRegistration>;
  /** A request below `/_local/`. @returns the parsed answer */
  control(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown>;
}

/**
 * Starts a local Dataverse with both managed solutions and native targets.
 *
 * @param folder keeps its rows and its log
 * @param more further arguments of its command line
 * @throws Error when the packed solutions are missing or it does not start
 */
export async function startDataversePart(folder: string, more: readonly string[] = []): Promise<DataversePart> {
  const zips = ['ActivityLogging', 'ActivityLoggingSales'].map((name) => inRoot('dist', `${name}_managed.zip`));
  for (const zip of zips) if (!existsSync(zip)) throw new Error(`${zip} is missing; run 'npm run build' first`);
  const [port, authorityPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const data = join(folder, 'dataverse');
  let imports = zips.flatMap((zip) => ['--import', zip]);
  const program = part(
    {
      name: 'local Dataverse',
      script: 'local-dataverse/src/cli.ts',
      logFile: join(folder, 'logs', 'dataverse.log'),
      ready: () => answers(`${url}/`),
    },
    () => ['--port', String(port), '--authority-port', String(authorityPort), '--data', data, ...more, ...imports],
  );
  await program.start();
  try {
    // The folder keeps them: later starts are short.
    imports = [];
    const address = { url, authorityUrl: `https://127.0.0.1:${authorityPort}`, caFile: join(data, 'ca.pem') };
    const crm = new Crm(address, await register(url, 'administrator', ['System Administrator']));
    await crm.createOnce(`al_loggingconfigurations(${loggingConfigurationRowId})`, {
      al_name: 'Activity Logging',
      al_emailtarget: 727000001,
      al_calltarget: 727000001,
      al_meetingtarget: 727000001,
    });
    return {
      ...program,
      address,
      crm,
      bridgeUser: (name) => register(url, name, ['Activity Logging Bridge', 'Activity Logging Bridge (Sales)']),
      async control(method, path, body) {
        const answer = await fetch(`${url}/_local/${path}`, {
          method,
          ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} /_local/${path} was answered ${answer.status}: ${text}`);
        return text === '' ? undefined : JSON.parse(text);
      },
    };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

async function register(url: string, name: string, roles: readonly string[]): Promise<AppRegistration> {
  const app = { clientId: randomUUID(), secret: randomBytes(24).toString('base64url') };
  const answer = await fetch(`${url}/_local/apps/${app.clientId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, secret: app.secret, roles }),
  });
  if (!answer.ok) throw new Error(`registering ${name} was answered ${answer.status}: ${await answer.text()}`);
  return app;
}

export interface BridgePart extends Part {
  readonly url: string;
  readonly adminUrl: string;
}

/** Key of the senders of `POST /events` in every line of processes. */
export const eventSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/**
 * A bridge by its command line; not started yet.
 *
 * @param settings.name of its log and its data folder
 * @param settings.env over the usual environment
 * @param settings.alone Dataverse need not be reached before it counts as started
 */
export async function bridgePart(settings: {
  readonly folder: string;
  readonly name: string;
  readonly address: DataverseAddress;
  readonly app: AppRegistration;
  readonly env?: Readonly<Record<string, string>>;
  readonly alone?: boolean;
}): Promise<BridgePart> {
  const { folder, name, address, app } = settings;
  const [port, adminPort] = [await freePort(), await freePort()];
  const [url, adminUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${adminPort}`];
  const program = part(
    {
      name,
      script: 'plugins-bridge/src/cli/main.ts',
      env: {
        DATAVERSE_URL: address.url,
        AZURE_TENANT_ID: tenantId,
        AZURE_CLIENT_ID: app.clientId,
        AZURE_CLIENT_SECRET: app.secret,
        AZURE_AUTHORITY_HOST: address.authorityUrl,
        NODE_EXTRA_CA_CERTS: address.caFile,
        BRIDGE_DATA: join(folder, name),
        BRIDGE_PORT: String(port),
        BRIDGE_ADMIN_PORT: String(adminPort),
        BRIDGE_EVENT_SECRETS: eventSecret,
        // All load comes from one address.
        BRIDGE_REQUESTS_PER_MINUTE: '10000000',
        BRIDGE_LOG_LEVEL: 'warn',
        ...settings.env,
      },
      logFile: join(folder, 'logs', `${name}.log`),
      ready: () => answers(`${url}/health/${settings.alone ? 'live' : 'ready'}`),
    },
    () => ['bridge'],
  );
  return { ...program, url, adminUrl };
}
