import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { salesloftApi } from '@activity-logging/samples';
import { runNode } from '../process.ts';
import { answers, type Child, freePort, startChild } from './child.ts';
import { type AppRegistration, Crm, type DataverseAddress, tenantId } from './crm.ts';
import { importSolutions } from './install.ts';
import { seedCrm } from './seed.ts';

/** Everything running: local Dataverse, a Salesloft API, the bridge. */
export interface Stack {
  readonly dataverse: DataverseAddress;
  readonly crm: Crm;
  readonly bridgeUrl: string;
  readonly adminUrl: string;
  /** Token that webhooks of the samples are signed with. */
  readonly callbackToken: string;
  /** `kill -9` of the bridge. */
  killBridge(): Promise<void>;
  startBridge(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Folder that everything is kept in; the same folder resumes. */
  readonly dataDir: string;
  /** Port of the local Dataverse; the bridge is on the next one. Without it free ports are taken. */
  readonly port?: number;
  readonly fresh?: boolean;
  /** Switches of the local Dataverse, `name=value`. */
  readonly switches?: readonly string[];
  readonly step?: (text: string) => void;
}

/** Secrets of this data folder: made once, never printed. */
interface Secrets {
  readonly installer: AppRegistration;
  readonly bridge: AppRegistration;
  readonly callbackToken: string;
  readonly apiToken: string;
  readonly webhookSecret: string;
}

/** Starts the parts in order and makes them ready for events. Nothing is left running when it throws. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir } = options;
  const step = options.step ?? ((): void => undefined);
  if (options.fresh) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const secrets = readSecrets(dataDir);
  const ports = await choosePorts(options.port);
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const action of undo.splice(0).reverse()) await action();
  };
  try {
    step('start the local Dataverse');
    const dataverse = await startDataverse(dataDir, ports, options.switches ?? [], undo);
    await register(dataverse.url, 'installer', secrets.installer, ['System Administrator']);
    const crm = new Crm(dataverse, secrets.installer);

    step('import the solutions');
    await importSolutions(crm, dataDir);
    await register(dataverse.url, 'bridge', secrets.bridge, [
      'Activity Logging Bridge',
      'Activity Logging Bridge (Sales)',
    ]);
    const { BusinessUnitId } = (await crm.call('GET', 'WhoAmI()')) as { BusinessUnitId: string };

    step('create the sample team in the CRM');
    await seedCrm(crm, BusinessUnitId);

    const api = salesloftApi(secrets.apiToken);
    await api.listen({ host: '127.0.0.1', port: ports.salesloft });
    undo.push(() => api.close());

    const env = bridgeEnvironment(dataDir, dataverse, ports, secrets);
    step('put the timeline on Microsoft’s contact form');
    await cli(['forms', 'add', '--table', 'contact'], { ...env, ...asInstaller(secrets) });

    step('make the webhook subscriptions at the source');
    await cli(['source', 'connect', 'salesloft'], env);

    step('start the bridge');
    let bridge: Child | undefined;
    const startBridge = async (): Promise<void> => {
      bridge = await startChild({
        name: 'bridge',
        script: 'plugins-bridge/src/cli/main.ts',
        args: ['bridge'],
        env,
        logFile: join(dataDir, 'logs', 'bridge.log'),
        ready: () => answers(`http://127.0.0.1:${ports.bridge}/health/ready`),
      });
    };
    await startBridge();
    undo.push(async () => bridge?.stop());

    step('connect the bridge to Dataverse’s webhooks');
    await cli(['connect'], { ...env, ...asInstaller(secrets) });
    return {
      dataverse,
      crm,
      bridgeUrl: `http://127.0.0.1:${ports.bridge}`,
      adminUrl: `http://127.0.0.1:${ports.admin}`,
      callbackToken: secrets.callbackToken,
      startBridge,
      killBridge: async () => bridge?.kill(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Ports {
  readonly dataverse: number;
  readonly authority: number;
  readonly bridge: number;
  readonly admin: number;
  readonly salesloft: number;
}

async function choosePorts(first: number | undefined): Promise<Ports> {
  const at = (offset: number): Promise<number> => freePort(first === undefined ? undefined : first + offset);
  return {
    dataverse: await at(0),
    bridge: await at(1),
    admin: await at(2),
    salesloft: await at(3),
    authority: await at(4),
  };
}

function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secret = (): string => randomBytes(24).toString('base64url');
  const app = (): AppRegistration => ({ clientId: crypto.randomUUID(), secret: secret() });
  const secrets: Secrets = {
    installer: app(),
    bridge: app(),
    callbackToken: secret(),
    apiToken: secret(),
    webhookSecret: secret(),
  };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

async function startDataverse(
  dataDir: string,
  ports: Ports,
  switches: readonly string[],
  undo: (() => Promise<unknown>)[],
): Promise<DataverseAddress> {
  const url = `http://127.0.0.1:${ports.dataverse}`;
  const folder = join(dataDir, 'dataverse');
  const child = await startChild({
    name: 'local Dataverse',
    script: 'local-dataverse/src/cli.ts',
    args: [
      ...['--port', String(ports.dataverse), '--authority-port', String(ports.authority), '--data', folder],
      ...switches.flatMap((word) => ['--switch', word]),
    ],
    logFile: join(dataDir, 'logs', 'dataverse.log'),
    ready: () => answers(`${url}/`),
  });
  undo.push(() => child.stop());
  return { url, authorityUrl: `https://127.0.0.1:${ports.authority}`, caFile: join(folder, 'ca.pem') };
}

/** Makes an app registration and its application user at the local Dataverse. */
async function register(url: string, name: string, app: AppRegistration, roles: readonly string[]): Promise<void> {
  const response = await fetch(`${url}/_local/apps/${app.clientId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, secret: app.secret, roles }),
  });
  if (!response.ok) throw new Error(`registering ${name} was answered ${response.status}: ${await response.text()}`);
}

function bridgeEnvironment(
  dataDir: string,
  dataverse: DataverseAddress,
  ports: Ports,
  secrets: Secrets,
): Record<string, string> {
  return {
    DATAVERSE_URL: dataverse.url,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: secrets.bridge.clientId,
    AZURE_CLIENT_SECRET: secrets.bridge.secret,
    AZURE_AUTHORITY_HOST: dataverse.authorityUrl,
    NODE_EXTRA_CA_CERTS: dataverse.caFile,
    BRIDGE_DATA: join(dataDir, 'bridge'),
    BRIDGE_PORT: String(ports.bridge),
    BRIDGE_ADMIN_PORT: String(ports.admin),
    // No load balancer looks at it.
    BRIDGE_DRAIN_SECONDS: '0',
    BRIDGE_PUBLIC_URL: `http://127.0.0.1:${ports.bridge}`,
    BRIDGE_WEBHOOK_SECRET: secrets.webhookSecret,
    SALESLOFT_CALLBACK_TOKENS: secrets.callbackToken,
    SALESLOFT_API_URL: `http://127.0.0.1:${ports.salesloft}`,
    SALESLOFT_API_TOKEN: secrets.apiToken,
  };
}

/** Forms and webhooks are an administrator's to change, not the bridge's own user's. */
function asInstaller({ installer }: Secrets): Record<string, string> {
  return { AZURE_CLIENT_ID: installer.clientId, AZURE_CLIENT_SECRET: installer.secret };
}

async function cli(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  await runNode('plugins-bridge/src/cli/main.ts', args, { env });
}
