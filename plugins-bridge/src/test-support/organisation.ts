import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { type LocalDataverseOptions, startLocalDataverse } from '../../../local-dataverse/src/server.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { connectDataverse } from '../dataverse/connect.ts';
import { type Config, readConfig } from '../config.ts';

const zips = ['ActivityLogging', 'ActivityLoggingSales'].map((name) =>
  fileURLToPath(new URL(`../../../dist/${name}.zip`, import.meta.url)),
);

/** The built solutions; without them there is nothing to run against (`npm run pack` makes them). */
export const solutionsArePacked = zips.every((zip) => existsSync(zip));

export interface Organisation {
  readonly folder: string;
  readonly url: string;
  /** Signed in as administrator. */
  readonly admin: DataverseClient;
  /** Environment of a command that is signed in as administrator. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment of a process that is signed in as the bridge. */
  readonly bridgeEnvironment: Readonly<Record<string, string>>;
  /** Configuration of a bridge of this organisation. */
  config(more: Readonly<Record<string, string>>): Config;
  close(): Promise<void>;
}

/** A local Dataverse with both solutions, and two registered applications: an administrator and the bridge. */
export async function startOrganisation(options: Pick<LocalDataverseOptions, 'behaviour'> = {}): Promise<Organisation> {
  const folder = mkdtempSync(join(tmpdir(), 'al-organisation-'));
  const dataverse = await startLocalDataverse({ dataDir: join(folder, 'dataverse'), imports: zips, ...options });
  // The authority's certificate is younger than this process.
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(dataverse.caFile, 'utf8')]);
  const applications = {
    admin: await register(dataverse.url, 'admin', ['System Administrator']),
    bridge: await register(dataverse.url, 'bridge', ['Activity Logging Bridge', 'Activity Logging Bridge (Sales)']),
  };
  const environmentOf = (application: keyof typeof applications): Record<string, string> => ({
    DATAVERSE_URL: dataverse.url,
    AZURE_TENANT_ID: 'd1d1d1d1-0000-4000-8000-000000000001',
    AZURE_CLIENT_ID: applications[application].clientId,
    AZURE_CLIENT_SECRET: applications[application].secret,
    AZURE_AUTHORITY_HOST: dataverse.authorityUrl,
    BRIDGE_LOG_LEVEL: 'silent',
  });
  const config = (application: keyof typeof applications, more: Readonly<Record<string, string>>): Config =>
    readConfig({ ...environmentOf(application), ...more });
  const { client: admin, http } = connectDataverse(config('admin', {}));
  return {
    folder,
    url: dataverse.url,
    admin,
    environment: { ...environmentOf('admin'), NODE_EXTRA_CA_CERTS: dataverse.caFile },
    bridgeEnvironment: { ...environmentOf('bridge'), NODE_EXTRA_CA_CERTS: dataverse.caFile },
    config: (more) =>
      config('bridge', { BRIDGE_DATA: join(folder, 'bridge'), BRIDGE_PORT: '0', BRIDGE_ADMIN_PORT: '0', ...more }),
    async close() {
      await http.close();
      await dataverse.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function register(
  url: string,
  name: string,
  roles: readonly string[],
): Promise<{ clientId: string; secret: string }> {
  const application = { clientId: crypto.randomUUID(), secret: crypto.randomUUID() };
  const answer = await fetch(`${url}/_local/apps/${application.clientId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, secret: application.secret, roles }),
  });
  if (!answer.ok) throw new Error(`registering ${name}: ${answer.status} ${await answer.text()}`);
  return application;
}
