/** A local Dataverse with 2,000 people, whose service protection is switched on when the clock begins. */
import { API, startTarget, type Target } from '../target.ts';
import { addressOf, PEOPLE, SOURCE, USER } from './stream.ts';

/** The rates of the platform's 300 s in windows of 30 s, its latency, and the execution-time model (docs/bench.md). */
const PROTECTION = { limits: true, scale: 10, latencyMs: 60, costs: true };
export const WINDOW_SECONDS = 30;
/** Milliseconds of execution time a second. */
export const BUDGET_MS = 4000;

const CONFIGURATION = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
const NATIVE = { al_emailtarget: 727000001, al_calltarget: 727000001, al_meetingtarget: 727000001 };
const CHUNK = 500;

export interface Organisation {
  readonly target: Target;
  /** systemuserid of the user everybody's events are of. */
  readonly userId: string;
  protect(on: boolean): Promise<void>;
  /** Requests answered so far, and those of them with 429. */
  requests(): Promise<{ readonly total: number; readonly throttled: number }>;
  /** Closed activities so far; one request, which `requests` counts. */
  closed(): Promise<number>;
  /** How often each event of the stream stands in a row, by source id; `closed` tells those in their final state. */
  written(): Promise<ReadonlyMap<string, { readonly rows: number; readonly closed: number }>>;
  stop(): Promise<void>;
}

export async function startOrganisation(): Promise<Organisation> {
  const target = await startTarget(4);
  try {
    return await furnished(target);
  } catch (error) {
    await target.stop();
    throw error;
  }
}

async function furnished(target: Target): Promise<Organisation> {
  const read = async (path: string, headers?: Readonly<Record<string, string>>): Promise<Record<string, unknown>> => {
    const { status, text } = await target.send('GET', `${API}${path}`, undefined, headers);
    if (status !== 200) throw new Error(`${path.slice(0, 200)} was answered ${status}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const { status, text } = await target.send(method, `/_local/${path}`, body && JSON.stringify(body));
    if (status >= 300) throw new Error(`/_local/${path} was answered ${status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const { BusinessUnitId } = await read('WhoAmI()');
  const userId = await target.create('systemusers', {
    firstname: 'Robin',
    lastname: 'Castellan',
    internalemailaddress: USER.email,
    domainname: USER.email,
    'businessunitid@odata.bind': `/businessunits(${String(BusinessUnitId)})`,
  });
  for (let start = 0; start < PEOPLE; start += CHUNK) await seedPeople(target, start, Math.min(CHUNK, PEOPLE - start));
  const configured = await target.send(
    'PATCH',
    `${API}${CONFIGURATION}`,
    JSON.stringify({ al_name: 'Activity Logging', ...NATIVE }),
  );
  if (configured.status >= 300)
    throw new Error(`the configuration was answered ${configured.status}: ${configured.text}`);

  return {
    target,
    userId,
    protect: async (on) => void (await control('PUT', 'protection', on ? PROTECTION : {})),
    async requests() {
      const { total, requests } = (await control('GET', 'requests')) as {
        total: number;
        requests: readonly { readonly status: number; readonly count: number }[];
      };
      const throttled = requests.filter(({ status }) => status === 429).reduce((sum, { count }) => sum + count, 0);
      return { total, throttled };
    },
    async closed() {
      const { value } = (await read(
        'activitypointers?$apply=filter(statecode eq 1)/aggregate($count as n)'.replaceAll(' ', '%20'),
      )) as {
        value: readonly { readonly n: number }[];
      };
      return value[0]?.n ?? 0;
    },
    async written() {
      const found = new Map<string, { rows: number; closed: number }>();
      for (const set of ['tasks', 'emails', 'phonecalls', 'appointments']) {
        const filter = encodeURIComponent(`al_sourcesystem eq '${SOURCE}'`);
        let path: string | undefined = `${set}?$select=al_sourceid,statecode&$filter=${filter}`;
        while (path !== undefined) {
          const page = await read(path, { prefer: 'odata.maxpagesize=5000' });
          for (const row of page['value'] as readonly { al_sourceid: string; statecode: number }[]) {
            const so = found.get(row.al_sourceid) ?? { rows: 0, closed: 0 };
            found.set(row.al_sourceid, { rows: so.rows + 1, closed: so.closed + (row.statecode === 1 ? 1 : 0) });
          }
          const link = page['@odata.nextLink'];
          path = typeof link === 'string' ? link.slice(link.indexOf(API) + API.length) : undefined;
        }
      }
      return found;
    },
    stop: () => target.stop(),
  };
}

async function seedPeople(target: Target, start: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const body = JSON.stringify({
      firstname: 'Person',
      lastname: String(start + index),
      emailaddress1: addressOf(start + index),
    });
    return `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST ${API}contacts HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}\r\n`;
  });
  const { status, text } = await target.send('POST', `${API}$batch`, `${rows.join('')}--b--\r\n`, {
    'content-type': 'multipart/mixed; boundary=b',
  });
  const made = text.match(/HTTP\/1\.1 204/g)?.length ?? 0;
  if (status !== 200 || made !== count) throw new Error(`seeding people was answered ${status}: ${text.slice(0, 500)}`);
}
