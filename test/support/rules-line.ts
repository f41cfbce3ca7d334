/** An organisation with a running bridge: events go in signed over HTTP, rows are read back over the Web API. */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { settingsFromRow } from '../../activity-model/src/index.ts';
import type { LocalDataverseOptions } from '../../local-dataverse/src/server.ts';
import { type Bridge, startBridge } from '../../plugins-bridge/src/bridge.ts';
import type { DataverseClient } from '../../plugins-bridge/src/dataverse/client.ts';
import { createLogger } from '../../plugins-bridge/src/log.ts';
import { connectSteps } from '../../plugins-bridge/src/platform/steps.ts';
import { eventually } from '../../plugins-bridge/src/test-support/eventually.ts';
import { startOrganisation } from '../../plugins-bridge/src/test-support/organisation.ts';
import {
  apiToken,
  callbackToken,
  post,
  salesloftApi,
  type SalesloftPerson,
} from '../../plugins-bridge/src/test-support/salesloft.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface Status {
  readonly deliveries: Record<'received' | 'pending' | 'logged' | 'skipped' | 'parked', number>;
  readonly parkedBy: Record<string, number>;
  readonly skippedBy: Record<string, number>;
}

export interface Line {
  readonly admin: DataverseClient;
  /** Makes a row. @returns its id */
  create(set: string, body: object): Promise<string>;
  patch(path: string, body: object): Promise<void>;
  remove(path: string): Promise<void>;
  /** An action of the Web API. */
  act(path: string, body: object): Promise<void>;
  /** @param more further query options, beginning with `&` */
  rows(set: string, filter: string, more?: string): Promise<Row[]>;
  /** The only row. @throws when there is none or another */
  row(set: string, filter: string, more?: string): Promise<Row>;
  /** Changes columns of the configuration and waits until the bridge goes by them. */
  configure(columns: object): Promise<void>;
  /** A bridge with an empty queue, or with that of an earlier `folder`; the one that runs is stopped before. */
  start(folder?: string): Promise<void>;
  /** A second one beside it. */
  another(): Promise<Bridge>;
  stop(): Promise<void>;
  /** Registers the webhook of the platform and its steps. */
  connect(): Promise<void>;
  /** Posts events of the canonical format in one signed request and waits until all are settled. */
  tell(events: object | readonly object[], to?: Bridge): Promise<Status>;
  /** Posts a webhook of Salesloft and waits until it is settled. */
  salesloft(event: string, body: object): Promise<Status>;
  status(of?: Bridge): Promise<Status>;
  /** Why events were skipped, as a person reads it. */
  reasons(): Promise<string[]>;
  /** Sets the bridge's clock. */
  setClock(ahead: number): void;
  until(done: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export const configuration = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
/** Each kind to its own table. */
export const native = { al_emailtarget: 727000001, al_calltarget: 727000001, al_meetingtarget: 727000001 };
export const tasks = { al_emailtarget: 727000000, al_calltarget: 727000000, al_meetingtarget: 727000000 };

const eventKey = Buffer.alloc(32, 7);
const webhookSecret = 'a secret of the platform';
const decoded = (body: unknown): Row => body as Row;

export async function startLine({
  people = [],
  users = [],
  behaviour,
  queueUrl,
}: {
  readonly people?: readonly SalesloftPerson[];
  readonly users?: readonly SalesloftPerson[];
  readonly behaviour?: NonNullable<LocalDataverseOptions['behaviour']>;
  /** Database of a queue that all bridges share. */
  readonly queueUrl?: string;
} = {}): Promise<Line> {
  const [organisation, api] = await Promise.all([
    startOrganisation(behaviour ? { behaviour } : {}),
    salesloftApi(people, users),
  ]);
  const { admin } = organisation;
  const others: Bridge[] = [];
  let bridge: Bridge | undefined;
  let hook: Server | undefined;
  let folders = 0;
  let ahead = 0;

  const running = (): Bridge => {
    if (!bridge) throw new Error('no bridge runs');
    return bridge;
  };
  const status = async (of = running()): Promise<Status> =>
    (await (await fetch(`${of.adminUrl}/status`)).json()) as Status;
  const until = (done: () => Promise<boolean>): Promise<void> => eventually(done, async () => bridge && status());
  const settled = async (of: Bridge): Promise<Status> => {
    await until(async () => (await status(of)).deliveries.pending === 0);
    return status(of);
  };

  async function run(folder: string): Promise<Bridge> {
    const config = organisation.config({
      BRIDGE_DATA: `${organisation.folder}/${folder}`,
      BRIDGE_EVENT_SECRETS: `whsec_${eventKey.toString('base64')}`,
      BRIDGE_WEBHOOK_SECRET: webhookSecret,
      SALESLOFT_CALLBACK_TOKENS: callbackToken,
      SALESLOFT_API_TOKEN: apiToken,
      SALESLOFT_API_URL: api.url,
      ...(queueUrl === undefined ? {} : { BRIDGE_QUEUE_URL: queueUrl }),
    });
    const started = await startBridge(config, createLogger('silent'), () => Date.now() + ahead);
    await until(async () => {
      const answer = await fetch(`${started.url}/health/ready`);
      await answer.text();
      return answer.ok;
    });
    return started;
  }

  async function rows(set: string, filter: string, more = ''): Promise<Row[]> {
    const answer = await admin.read(`${set}?$filter=${encodeURIComponent(filter)}${more}`);
    return (answer as { value: Row[] }).value;
  }

  return {
    admin,
    rows,
    status,
    until,
    async create(set, body) {
      const { headers } = await admin.write({ method: 'POST', path: set, body });
      return /\(([0-9a-f-]{36})\)$/i.exec(headers['odata-entityid'] ?? '')?.[1]?.toLowerCase() ?? '';
    },
    async patch(path, body) {
      await admin.write({ method: 'PATCH', path, headers: { 'If-Match': '*' }, body });
    },
    async remove(path) {
      await admin.write({ method: 'DELETE', path });
    },
    async act(path, body) {
      await admin.write({ method: 'POST', path, body });
    },
    async row(set, filter, more) {
      const [first, ...rest] = await rows(set, filter, more);
      if (!first || rest.length > 0) throw new Error(`${set} with ${filter}: ${first ? rest.length + 1 : 0} rows`);
      return first;
    },
    async configure(columns) {
      await admin.write({ method: 'PATCH', path: configuration, body: { al_name: 'Activity Logging', ...columns } });
      const wanted = JSON.stringify(settingsFromRow(decoded(await admin.read(configuration))));
      await until(async () => {
        if (!bridge) return true;
        const { settings } = decoded(await (await fetch(`${bridge.adminUrl}/status`)).json());
        return JSON.stringify(settings) === wanted;
      });
    },
    async start(folder = `queue-${(folders += 1)}`) {
      await bridge?.close();
      bridge = undefined;
      bridge = await run(folder);
    },
    async another() {
      const started = await run(`queue-${(folders += 1)}`);
      others.push(started);
      return started;
    },
    async stop() {
      await bridge?.close();
      bridge = undefined;
    },
    async connect() {
      hook ??= await forward(() => bridge?.url);
      const { port } = hook.address() as AddressInfo;
      await connectSteps(admin, { url: `http://127.0.0.1:${port}/platform/webhook`, secret: webhookSecret });
    },
    async tell(events, to = running()) {
      const { accepted, answer } = await send(to.url, events, Date.now() + ahead);
      if (!accepted) throw new Error(`not accepted: ${answer}`);
      return settled(to);
    },
    async salesloft(event, body) {
      const answer = await post(running().url, event, body);
      if (answer.status !== 202) throw new Error(`${event}: ${answer.status} ${await answer.text()}`);
      return settled(running());
    },
    async reasons() {
      const answer = await fetch(`${running().adminUrl}/queue?state=skipped&limit=1000`);
      return ((await answer.json()) as { entries: { text: string }[] }).entries.map(({ text }) => text);
    },
    setClock(milliseconds) {
      ahead = milliseconds;
    },
    async close() {
      await Promise.all([bridge?.close(), ...others.map((other) => other.close())]);
      // The platform keeps its connections.
      hook?.closeAllConnections();
      hook?.close();
      await api.close();
      await organisation.close();
    },
  };
}

/** Signed as Standard Webhooks says. */
async function send(url: string, events: object, now: number): Promise<{ accepted: boolean; answer: string }> {
  const body = JSON.stringify(events);
  const id = randomUUID();
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', eventKey).update(`${id}.${timestamp}.${body}`).digest('base64');
  const response = await fetch(`${url}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
  const answer = await response.text();
  return { accepted: response.status === 202 && !answer.includes('"accepted":false'), answer };
}

/** One address for the platform, whichever bridge runs. Connections are not kept, so that a bridge that closes waits for none. */
async function forward(target: () => string | undefined): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const options = { method: 'POST', headers: { ...incoming.headers, connection: 'close' }, agent: false as const };
    const onward = request(`${target() ?? 'http://127.0.0.1:9'}${incoming.url}`, options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
