import { describe, expect, it } from '@jest/globals';
import { defaultSettings, type EventFields, mergeEvent } from '@activity-logging/activity-model';
import type { BatchPart, PartResponse } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { PassingFailure } from '../failures.ts';
import { crmDirectory } from './crm-directory.ts';
import { resolvePeople } from './resolve.ts';
import { resolveReferences } from './wanted.ts';

type Row = Record<string, unknown>;
const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const lookup = '@Microsoft.Dynamics.CRM.lookuplogicalname';

const definitions: Record<string, string[]> = {
  contact: [
    'fullname',
    'emailaddress1',
    'emailaddress2',
    'parentcustomerid',
    'statecode',
    'merged',
    'masterid',
    'createdon',
  ],
  lead: ['fullname', 'emailaddress1', 'parentaccountid', 'statecode', 'createdon'],
  systemuser: ['fullname', 'internalemailaddress', 'isdisabled', 'createdon'],
  account: ['name'],
};
const metadata: Metadata = {
  refresh: () => undefined,
  async table(name): Promise<TableInfo | undefined> {
    const columns = definitions[name];
    return (
      columns && {
        table: name,
        set: `${name}s`,
        primaryId: `${name}id`,
        columns: new Map(columns.map((column) => [column, { type: 'String' }])),
        navigation: () => undefined,
      }
    );
  },
};

/** Answers queries as the platform does, from rows in memory. */
function crmOf(tables: Record<string, Row[]>, options: { fail?: boolean } = {}) {
  const requests: string[][] = [];
  const answer = (part: BatchPart): PartResponse => {
    if ('operations' in part) throw new Error('a query expected');
    const path = decodeURIComponent(part.path);
    const table = path.split('s?')[0] ?? '';
    const conditions = [...path.matchAll(/In\(PropertyName='(\w+)',PropertyValues=(\[[^\]]*\])\)/g)];
    const value = (tables[table] ?? []).filter((row) =>
      conditions.some(([, column, values]) =>
        (JSON.parse(String(values)) as string[]).includes(String(row[String(column)] ?? '').toLowerCase()),
      ),
    );
    return options.fail ? [] : [{ status: 200, headers: {}, body: { value } }];
  };
  const client: Pick<DataverseClient, 'batch'> = {
    async batch(parts) {
      requests.push(parts.map((part) => ('path' in part ? decodeURIComponent(part.path) : '')));
      return parts.map(answer);
    },
  };
  return { requests, crm: crmDirectory({ client: client as DataverseClient, metadata }) };
}

const owners = { ownId: guid(99), defaultOwnerId: guid(98) };
const state = (fields: EventFields, id = '1') =>
  mergeEvent(undefined, { source: 's', type: 'email', externalId: id, version: '1', key: 'k', fields });
async function resolve(fields: EventFields, crm: ReturnType<typeof crmOf>['crm']) {
  const [resolved] = await resolvePeople(
    await resolveReferences([state(fields)], undefined),
    crm,
    owners,
    defaultSettings,
  );
  if (!resolved) throw new Error('nothing resolved');
  return resolved;
}
const person = (email: string): EventFields => ({ people: [{ emails: [email] }] });

describe('people', () => {
  it('one request for everybody all items mention, none for what is known', async () => {
    const { crm, requests } = crmOf({
      contact: [{ contactid: guid(1), fullname: 'Ann', emailaddress1: 'Ann@x.example', statecode: 0 }],
    });
    const items = Array.from({ length: 50 }, (_, index) =>
      state({ people: [{ emails: [`p${index}@x.example`, 'ann@x.example'] }] }, String(index)),
    );
    const resolved = await resolvePeople(await resolveReferences(items, undefined), crm, owners, defaultSettings);
    expect(resolved.every((one) => one.found && one.people.persons[0]?.ref.id === guid(1))).toBe(true);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toHaveLength(3);
    await resolvePeople(await resolveReferences(items, undefined), crm, owners, defaultSettings);
    expect(requests).toHaveLength(1);
    crm.forget();
    await resolvePeople(await resolveReferences(items, undefined), crm, owners, defaultSettings);
    expect(requests).toHaveLength(2);
  });

  it('B-8 several matches: active before inactive, contact before lead, first address column, oldest row, id', async () => {
    const rows = [
      { contactid: guid(1), emailaddress1: 'a@x.example', statecode: 1, createdon: '2020' },
      { contactid: guid(5), emailaddress1: 'a@x.example', statecode: 0, createdon: '2022' },
      { contactid: guid(4), emailaddress1: 'a@x.example', statecode: 0, createdon: '2022' },
      { contactid: guid(3), emailaddress2: 'a@x.example', statecode: 0, createdon: '2019' },
    ];
    const lead = [{ leadid: guid(7), emailaddress1: 'a@x.example', statecode: 0, createdon: '2018' }];
    expect(await resolve(person('a@x.example'), crmOf({ contact: rows, lead }).crm)).toMatchObject({
      people: { persons: [{ ref: { table: 'contact', id: guid(4) } }] },
    });
    const inactive = rows.map((row) => ({ ...row, statecode: 1 }));
    expect(await resolve(person('a@x.example'), crmOf({ contact: inactive, lead }).crm)).toMatchObject({
      people: { persons: [{ ref: { table: 'lead', id: guid(7) } }] },
    });
    expect(await resolve(person('a@x.example'), crmOf({ contact: inactive.toReversed() }).crm)).toMatchObject({
      people: { persons: [{ ref: { id: guid(1) } }] },
    });
  });

  it('L-23 a contact that was merged away leads to the one that survived', async () => {
    const contact = [
      { contactid: guid(1), emailaddress1: 'a@x.example', statecode: 1, merged: true, _masterid_value: guid(2) },
      { contactid: guid(2), emailaddress1: 'b@x.example', statecode: 0 },
    ];
    expect(await resolve(person('a@x.example'), crmOf({ contact }).crm)).toMatchObject({
      people: { persons: [{ ref: { id: guid(2) } }] },
    });
  });

  it('L-23 merges that go round or lead nowhere end; each step is one request', async () => {
    const merged = (id: number, master: number) => ({
      contactid: guid(id),
      emailaddress1: `m${id}@x.example`,
      statecode: 1,
      merged: true,
      _masterid_value: guid(master),
    });
    const { crm, requests } = crmOf({ contact: [merged(1, 2), merged(2, 3), merged(3, 1), merged(4, 5)] });
    expect(await resolve(person('m1@x.example'), crm)).toMatchObject({
      people: { persons: [{ ref: { id: guid(3) } }] },
    });
    // The address, then each of the three rows, the first by its id too.
    expect(requests).toHaveLength(4);
    expect(await resolve(person('m4@x.example'), crm)).toMatchObject({
      people: { persons: [{ ref: { id: guid(4) } }] },
    });
  });

  it('L-26 addresses of those who own action items are looked up too', async () => {
    const contact = [{ contactid: guid(1), emailaddress1: 'a@x.example' }];
    const systemuser = [{ systemuserid: guid(8), internalemailaddress: 'robin@us.example', isdisabled: false }];
    const fields = {
      ...person('a@x.example'),
      actionItems: [{ id: '1', title: 'Call', owner: { email: 'robin@us.example' } }],
    };
    expect(await resolve(fields, crmOf({ contact, systemuser }).crm)).toMatchObject({
      people: { byAddress: { 'robin@us.example': { table: 'systemuser', id: guid(8) } } },
    });
  });

  it('L-15, L-23 account of a contact, not a contact it belongs to; the CRM id of the source comes first', async () => {
    const contact = [
      {
        contactid: guid(1),
        emailaddress1: 'a@x.example',
        _parentcustomerid_value: guid(20),
        [`_parentcustomerid_value${lookup}`]: 'account',
      },
      {
        contactid: guid(2),
        emailaddress1: 'b@x.example',
        _parentcustomerid_value: guid(1),
        [`_parentcustomerid_value${lookup}`]: 'contact',
      },
    ];
    const { crm } = crmOf({ contact });
    expect(await resolve(person('a@x.example'), crm)).toMatchObject({
      people: { persons: [{ accountId: guid(20), key: 'a@x.example' }] },
    });
    const byId = await resolve({ people: [{ emails: ['a@x.example'], crmId: guid(2) }] }, crm);
    expect(byId).toMatchObject({ people: { persons: [{ ref: { id: guid(2) } }] } });
    expect(byId.found && byId.people.persons[0]).not.toHaveProperty('accountId');
  });

  it('L-17, L-28 owner is the acting user; a disabled, departed or unknown one leaves it to the default owner', async () => {
    const contact = [{ contactid: guid(1), emailaddress1: 'a@x.example' }];
    const systemuser = [
      { systemuserid: guid(8), internalemailaddress: 'robin@us.example', isdisabled: false },
      { systemuserid: guid(9), internalemailaddress: 'gone@us.example', isdisabled: true },
    ];
    const { crm } = crmOf({ contact, systemuser });
    const owner = async (email: string) => resolve({ ...person('a@x.example'), user: { email, name: 'Name' } }, crm);
    expect(await owner('robin@us.example')).toMatchObject({ people: { ownerId: guid(8), userName: 'Name' } });
    expect(await owner('gone@us.example')).toMatchObject({ people: { ownerId: guid(98), userName: 'Name' } });
    expect(await owner('who@us.example')).toMatchObject({ people: { ownerId: guid(98) } });
    const left = await resolveReferences([state({ ...person('a@x.example'), user: { sourceId: '7' } })], {
      people: async () => new Map(),
      accounts: async () => new Map(),
      users: async () => new Map([['7', { email: 'robin@us.example', name: 'Robin', active: false }]]),
    });
    expect((await resolvePeople(left, crm, owners, defaultSettings))[0]).toMatchObject({
      people: { ownerId: guid(98), userName: 'Robin' },
    });
  });

  it('L-27 a meeting counts as long as an attendee is known', async () => {
    const { crm } = crmOf({ lead: [{ leadid: guid(3), emailaddress1: 'l@x.example' }] });
    const found = await resolve({ attendees: [{ email: 'x@x.example' }, { email: 'l@x.example' }] }, crm);
    expect(found).toMatchObject({
      people: {
        persons: [{ ref: { table: 'lead', id: guid(3) } }],
        byAddress: { 'l@x.example': { table: 'lead', id: guid(3) } },
      },
    });
  });

  it('B-8 nobody found: the reason names no address, the tokens to wake it do', async () => {
    const unknown = await resolve(person('a@x.example'), crmOf({}).crm);
    expect(unknown).toEqual({
      found: false,
      reason: { code: 'person-unknown', detail: 'by e-mail address' },
      awaits: ['address|a@x.example'],
    });
    expect(await resolve({}, crmOf({}).crm)).toMatchObject({ reason: { detail: 'the payload names no person' } });
    expect(await resolve({ accountRef: { crmId: guid(4) } }, crmOf({}).crm)).toMatchObject({
      reason: { code: 'account-unknown' },
    });
    expect(
      await resolve({ accountRef: { crmId: guid(4) } }, crmOf({ account: [{ accountid: guid(4) }] }).crm),
    ).toMatchObject({ people: { persons: [], account: { id: guid(4) } } });
  });

  it('B-5 a query without an answer passes; nobody is taken for unknown', async () => {
    await expect(resolve(person('a@x.example'), crmOf({}, { fail: true }).crm)).rejects.toBeInstanceOf(PassingFailure);
  });
});
