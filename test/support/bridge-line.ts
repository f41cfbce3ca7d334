/** A local Dataverse with the built solutions and a running bridge: rules are proved on rows read back over HTTP. */
import {
  defaultSettings,
  type LoggingSettings,
  settingsFromRow,
  settingsToRow,
} from '@activity-logging/activity-model';
import { sendCanonical } from '@activity-logging/samples';
import { type Bridge, startBridge } from '../../plugins-bridge/src/bridge.ts';
import type { DataverseClient } from '../../plugins-bridge/src/dataverse/client.ts';
import { createLogger } from '../../plugins-bridge/src/log.ts';
import { connectSteps } from '../../plugins-bridge/src/platform/steps.ts';
import { startOrganisation } from '../../plugins-bridge/src/test-support/organisation.ts';
import {
  apiToken,
  callbackToken,
  post,
  salesloftApi,
  type SalesloftPerson,
} from '../../plugins-bridge/src/test-support/salesloft.ts';
import { eventually } from './eventually.ts';

export type Row = Readonly<Record<string, unknown>>;
/** An event of the canonical format as a test writes it; `version` and `source` are filled in. */
export type TestEvent = Readonly<Record<string, unknown>> & { readonly kind: string; readonly id: string };

/** The user of the tests: a systemuser with this address is there. */
export const robin = { email: 'robin@northwind.example', name: 'Robin Example' } as const;
export const salesloftUser: SalesloftPerson = { id: 77, email: robin.email };

const eventSecret = `whsec_${Buffer.from('the secret of the tests, 32 byte').toString('base64')}`;
const webhookSecret = 'the secret of the platform webhook';
const configuration = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
const activitySets = ['tasks', 'emails', 'phonecalls', 'appointments'] as const;
/** Parties a row was given; 8 and 9 (regarding, owner) are the platform's own. */
const roles = ['from', 'to', 'cc', 'bcc', 'required', 'optional', 'organizer'] as const;

interface Status {
  readonly events: Readonly<Record<'received' | 'pending' | 'logged' | 'skipped' | 'parked', number>>;
  readonly parkedBy: Readonly<Record<string, number>>;
  readonly settings: LoggingSettings;
}

export interface BridgeLine {
  readonly admin: DataverseClient;
  /** systemuserid of {@link robin}. */
  readonly robinId: string;
  /** Makes a row as administrator. @returns its id */
  create(set: string, body: Row): Promise<string>;
  patch(path: string, body: Row): Promise<void>;
  /** Rows of a query, `set?$filter=…`. */
  read(query: string): Promise<Row[]>;
  /** Rows of a table that a filter selects. */
  rows(set: string, filter: string): Promise<Row[]>;
  /** Every activity of all four tables, with all columns. */
  activities(): Promise<Row[]>;
  /** Roles and ids (or addresses) of an activity's parties, as they were given. */
  parties(activityId: unknown): Promise<string[]>;
  /** Issues of an item, by its id at the source. */
  issues(sourceId: string): Promise<Row[]>;
  configuration(): Promise<Row>;
  /** Changes columns of the configuration over the Web API, all others get their default; waits until the bridge has applied it. */
  settings(columns?: Row, of?: Bridge): Promise<void>;
  /** Waits until a bridge has read the configuration as it stands and there is nothing left to clear. */
  applied(of?: Bridge): Promise<void>;
  /** Sends events of the canonical format and waits until all are settled. */
  send(events: readonly TestEvent[], source?: string): Promise<void>;
  /** Posts a webhook as Salesloft would, and waits until it is settled. */
  salesloft(event: string, body: unknown): Promise<void>;
  /** Posts a webhook to the bridge's address, and waits until it is settled. */
  webhook(post: (url: string) => Promise<Response>): Promise<void>;
  settled(): Promise<void>;
  status(of?: Bridge): Promise<Status>;
  /** One more bridge of this organisation with a queue of its own; the platform's webhook does not reach it. */
  another(): Promise<Bridge>;
  close(): Promise<void>;
}

/**
 * @param options.prepare what is to stand before the bridge starts, e.g. columns of the organisation's own.
 * @param options.people whom the Salesloft API knows.
 */
export async function startBridgeLine(
  options: {
    readonly prepare?: (admin: DataverseClient) => Promise<void>;
    readonly people?: readonly SalesloftPerson[];
    /** More of the bridge's environment. */
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<BridgeLine> {
  const [organisation, api] = await Promise.all([
    startOrganisation(),
    salesloftApi(options.people ?? [], [salesloftUser]),
  ]);
  const { admin } = organisation;
  const bridges: Bridge[] = [];
  await options.prepare?.(admin);

  const start = async (): Promise<Bridge> => {
    const bridge = await startBridge(
      organisation.config({
        BRIDGE_DATA: `${organisation.folder}/queue-${bridges.length}`,
        BRIDGE_WEBHOOK_SECRET: webhookSecret,
        BRIDGE_EVENT_SECRETS: eventSecret,
        SALESLOFT_CALLBACK_TOKENS: callbackToken,
        SALESLOFT_API_TOKEN: apiToken,
        SALESLOFT_API_URL: api.url,
        ...options.environment,
      }),
      createLogger('silent'),
    );
    bridges.push(bridge);
    await eventually(async () => holds((await fetch(`${bridge.url}/health/ready`)).ok, 'the bridge is not ready'));
    return bridge;
  };
  const read = async (query: string): Promise<Row[]> => ((await admin.read(query)) as { value: Row[] }).value;
  const rows = (set: string, filter: string): Promise<Row[]> => read(`${set}?$filter=${encodeURIComponent(filter)}`);
  const create = async (set: string, body: Row): Promise<string> => {
    const { headers } = await admin.write({ method: 'POST', path: set, body });
    return /\(([0-9a-f-]{36})\)$/i.exec(headers['odata-entityid'] ?? '')?.[1]?.toLowerCase() ?? '';
  };
  const patch = async (path: string, body: Row): Promise<void> => {
    await admin.write({ method: 'PATCH', path, headers: { 'If-Match': '*' }, body });
  };

  const first = await start();
  await connectSteps(admin, { url: `${first.url}/platform/webhook`, secret: webhookSecret });
  const { BusinessUnitId } = (await admin.read('WhoAmI()')) as { BusinessUnitId: string };
  const robinId = await create('systemusers', {
    firstname: 'Robin',
    lastname: 'Example',
    internalemailaddress: robin.email,
    domainname: robin.email,
    'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})`,
  });

  const line: BridgeLine = {
    admin,
    robinId,
    create,
    patch,
    read,
    rows,
    activities: async () => (await Promise.all(activitySets.map((set) => read(`${set}?$orderby=activityid`)))).flat(),
    async parties(activityId) {
      const found = await rows('activityparties', `_activityid_value eq ${String(activityId)}`);
      return found
        .flatMap((party) => {
          const role = roles[Number(party['participationtypemask']) - 1];
          return role ? [`${role} ${String(party['_partyid_value'] ?? party['addressused'])}`] : [];
        })
        .sort();
    },
    issues: (sourceId) => rows('al_loggingissues', `al_sourceid eq '${sourceId}'`),
    configuration: async () => (await admin.read(configuration)) as Row,
    async settings(columns = {}, of = first) {
      await patch(configuration, { ...settingsToRow(defaultSettings), ...columns });
      await line.applied(of);
    },
    applied: (of = first) =>
      eventually(async () => {
        const row = await line.configuration();
        const wanted = settingsFromRow(row);
        const { settings } = await line.status(of);
        const text = JSON.stringify(settingsToRow(wanted));
        holds(settings.defaultOwnerId === wanted.defaultOwnerId, 'the bridge has another default owner');
        holds(JSON.stringify(settingsToRow(settings)) === text, 'the bridge has other settings');
        holds(row['al_appliedsettings'] === text, 'the settings are not applied yet');
      }),
    async send(events, source = 'test') {
      const whole = events.map((event) => ({ version: '2026-01-22T06:00:00Z', source, ...event }));
      const { events: answers } = (await sendCanonical(first.url, whole, eventSecret)) as {
        events: readonly { readonly accepted: boolean }[];
      };
      const refused = answers.find(({ accepted }) => !accepted);
      if (refused) throw new Error(`the bridge cannot read an event: ${JSON.stringify(refused)}`);
      await line.settled();
    },
    salesloft: (event, body) => line.webhook((url) => post(url, event, body)),
    async webhook(post) {
      const { status } = await post(first.url);
      if (status !== 202) throw new Error(`the webhook was answered ${status}`);
      await line.settled();
    },
    settled: () =>
      eventually(async () => {
        const { events } = await line.status();
        holds(events.pending === 0, JSON.stringify(events));
      }),
    status: async (of = first) => (await (await fetch(`${of.adminUrl}/status`)).json()) as Status,
    another: start,
    async close() {
      await Promise.all(bridges.map((bridge) => bridge.close()));
      await api.close();
      await organisation.close();
    },
  };
  await line.settings();
  return line;
}

function holds(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
