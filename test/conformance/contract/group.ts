/** Group d: our own contract, a table of cases a section of the facts. */
import { runCases, type Case, type Group } from '../group.ts';
import type { Service } from '../service.ts';
import { activities } from './activities.ts';
import { attributes } from './attributes.ts';
import { auditing } from './auditing.ts';
import { background } from './background.ts';
import { batch } from './batch.ts';
import { columns } from './columns.ts';
import { concurrency } from './concurrency.ts';
import { definitions } from './definitions.ts';
import { difference } from './match.ts';
import { elastic } from './elastic.ts';
import { metadataRelations } from './metadata-relations.ts';
import { metadataWrites } from './metadata-writes.ts';
import { multiple } from './multiple.ts';
import { names } from './names.ts';
import { parties } from './parties.ts';
import { queries } from './queries.ts';
import { solutions } from './solutions.ts';
import { registrations } from './registrations.ts';
import { requests } from './requests.ts';
import type { ContractCase, Step } from './types.ts';
import { tracking } from './tracking.ts';
import { upsert } from './upsert.ts';

/** Ids by name, for `{name}` in steps. */
type Ids = ReadonlyMap<string, string>;

const cases: readonly ContractCase[] = [
  ...columns,
  ...activities,
  ...parties,
  ...upsert,
  ...batch,
  ...concurrency,
  ...queries,
  ...definitions,
  ...solutions,
  ...names,
  ...attributes,
  ...multiple,
  ...registrations,
  ...requests,
  ...auditing,
  ...metadataWrites,
  ...metadataRelations,
  ...elastic,
  ...tracking,
  ...background,
];

export const contractGroup: Group = {
  letter: 'd',
  title: 'our own contract',
  async run(service) {
    const names = cases.map((each) => each.name);
    const failures = names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `two cases are named '${name}'`);
    const ids = await prepare(service);
    const runnable = cases.map((each): Case<Service> => ({
      name: `${each.name} [${each.source}]`,
      run: () => runSteps(service, each.steps, new Map(ids)),
    }));
    failures.push(...(await runCases(runnable, service)));
    return { checked: cases.length, failures, notes: [] };
  },
};

/** Rows that cases read; a case that writes makes its own. */
async function prepare(service: Service): Promise<Ids> {
  const ids = new Map<string, string>();
  const who = (await service.send('GET', 'WhoAmI')).json as { UserId: string; OrganizationId: string };
  ids.set('me', who.UserId);
  ids.set('organization', who.OrganizationId);
  const rows: readonly [name: string, set: string, body: object][] = [
    ['account', 'accounts', { name: 'Contract account' }],
    [
      'ann',
      'contacts',
      {
        firstname: 'Ann',
        lastname: 'Contract',
        jobtitle: 'CEO',
        emailaddress1: 'ann@example.com',
        'parentcustomerid_account@odata.bind': '/accounts({account})',
      },
    ],
    [
      'ben',
      'contacts',
      { firstname: 'Ben', lastname: 'Contract', 'parentcustomerid_account@odata.bind': '/accounts({account})' },
    ],
    ['lead', 'leads', { lastname: 'Lead', subject: 'Contract lead' }],
    ['opportunity', 'opportunities', { name: 'Contract opportunity' }],
  ];
  for (const [name, set, body] of rows) {
    await runSteps(service, [{ send: `POST ${set}`, body, keep: name, status: 204 }], ids);
  }
  return ids;
}

/** @throws Error that names the first step whose answer is another */
async function runSteps(service: Service, steps: readonly Step[], ids: Map<string, string>): Promise<void> {
  for (const step of steps) {
    const [method = '', path = ''] = filled(step.send, ids).split(/ (.*)/s);
    const answer = await service.send(
      method,
      path.replaceAll(' ', '%20'),
      filledBody(step.body, ids),
      Object.fromEntries(Object.entries(step.headers ?? {}).map(([name, value]) => [name, filled(value, ids)])),
    );
    const { error } = (answer.json ?? {}) as { error?: { code?: unknown; message?: unknown } };
    const problems = [
      difference(step.status, answer.status, 'status'),
      step.code === undefined ? undefined : difference(step.code, error?.code, 'code'),
      step.message === undefined ? undefined : difference(filledBody(step.message, ids), error?.message, 'message'),
      step.json === undefined ? undefined : difference(filledBody(step.json, ids), answer.json),
      step.text === undefined ? undefined : difference(step.text, answer.text, 'text'),
      ...Object.entries(step.header ?? {}).map(([name, value]) =>
        difference(filledBody(value, ids), answer.headers.get(name), `header ${name}`),
      ),
    ].filter((each) => each !== undefined);
    if (problems.length > 0) throw new Error(`${step.send}: ${problems.join('; ')} (${answer.text.slice(0, 300)})`);
    if (step.keep !== undefined) {
      const id =
        /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1] ??
        answer.headers.get('x-ms-dyn-backgroundoperationid');
      if (id === null) throw new Error(`${step.send}: no id in OData-EntityId`);
      ids.set(step.keep, id);
    }
    ids.set('etag', answer.headers.get('etag') ?? '');
  }
}

/** Unknown names stay: FetchXML and JSON texts have braces of their own. */
function filled(text: string, ids: Ids): string {
  return text.replaceAll(/\{([a-z]\w*)\}/gi, (whole, name: string) => ids.get(name) ?? whole);
}

function filledBody(value: unknown, ids: Ids): unknown {
  if (typeof value === 'string') return filled(value, ids);
  if (value instanceof RegExp || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => filledBody(each, ids));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filledBody(each, ids)]));
}
