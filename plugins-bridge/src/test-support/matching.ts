import {
  defaultSettings,
  type EventFields,
  type ItemState,
  type LoggingSettings,
  mergeEvent,
  type People,
  type Ref,
} from '@activity-logging/activity-model';
import type { DataverseClient } from '../dataverse/client.ts';
import { connectDataverse } from '../dataverse/connect.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { type CrmDirectory, crmDirectory } from '../people/crm-directory.ts';
import { type Resolved, resolvePeople } from '../people/resolve.ts';
import { resolveReferences } from '../people/wanted.ts';
import { startOrganisation } from './organisation.ts';

export const ownId = '0f0f0f0f-0000-4000-8000-000000000001';
export const defaultOwnerId = '0f0f0f0f-0000-4000-8000-000000000002';

type Columns = Readonly<Record<string, unknown>>;
type SomeSettings = Partial<LoggingSettings>;

/** An organisation to match in, with the rights of the bridge; its definitions are read. */
export interface MatchingBench {
  readonly admin: DataverseClient;
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  /** Knows nobody yet; `renew` makes a new one. */
  crm: CrmDirectory;
  renew(): void;
  /** Makes a row. @returns its id */
  create(set: string, body: Columns): Promise<string>;
  contact(more: Columns): Promise<string>;
  lead(more: Columns): Promise<string>;
  patch(path: string, body: Columns): Promise<unknown>;
  act(path: string, body: Columns): Promise<unknown>;
  resolveAll(all: readonly EventFields[], settings?: SomeSettings): Promise<Resolved[]>;
  resolve(fields: EventFields, settings?: SomeSettings): Promise<Resolved>;
  /** @throws when nobody is found */
  peopleOf(fields: EventFields, settings?: SomeSettings): Promise<People>;
  /** The primary person. */
  personOf(fields: EventFields, settings?: SomeSettings): Promise<Ref | undefined>;
  /** Runs `what` and counts the bridge's requests. */
  counted<T>(what: () => Promise<T>): Promise<{ result: T; requests: number }>;
  close(): Promise<void>;
}

let count = 0;
/** A text nobody else has. */
export const unique = (): string => `u${(count += 1)}`;
export const email = (address: string): EventFields => ({ people: [{ emails: [address] }] });
export const phone = (number: string): EventFields => ({ people: [{ sourceId: '1', phones: [number] }] });
export const state = (
  fields: EventFields,
  type: 'email' | 'call' | 'meeting' = 'email',
  externalId: string = unique(),
): ItemState => mergeEvent(undefined, { source: 's', type, externalId, version: '1', key: 'k', fields });

export async function startMatching(): Promise<MatchingBench> {
  const organisation = await startOrganisation();
  const { admin } = organisation;
  const { client, metadata, http } = connectDataverse(organisation.config({}));
  const tables = ['contact', 'lead', 'account', 'systemuser', 'opportunity', 'activitypointer'];
  await Promise.all([...tables, 'email', 'task', 'appointment'].map((table) => metadata.table(table)));
  const directory = (): CrmDirectory => crmDirectory({ client, metadata, defaultCountry: 'DE' });
  const bench: MatchingBench = {
    admin,
    client,
    metadata,
    crm: directory(),
    renew: () => (bench.crm = directory()),
    async create(set, body) {
      const answer = await admin.write({ method: 'POST', path: set, body });
      return /\(([0-9a-f-]{36})\)$/i.exec(answer.headers['odata-entityid'] ?? '')?.[1]?.toLowerCase() ?? '';
    },
    contact: (more) => bench.create('contacts', { lastname: unique(), ...more }),
    lead: (more) => bench.create('leads', { lastname: unique(), subject: 'Lead', companyname: 'Company', ...more }),
    patch: (path, body) => admin.write({ method: 'PATCH', path, body }),
    act: (path, body) => admin.write({ method: 'POST', path, body }),
    async resolveAll(all, settings = {}) {
      const items = all.map((fields) => state(fields));
      const wanted = await resolveReferences(items, undefined);
      return resolvePeople(wanted, bench.crm, { ownId, defaultOwnerId }, { ...defaultSettings, ...settings });
    },
    async resolve(fields, settings) {
      const [resolved] = await bench.resolveAll([fields], settings);
      if (!resolved) throw new Error('nothing resolved');
      return resolved;
    },
    async peopleOf(fields, settings) {
      const resolved = await bench.resolve(fields, settings);
      if (!resolved.found) throw new Error(`nobody found: ${JSON.stringify(resolved.reason)}`);
      return resolved.people;
    },
    personOf: async (fields, settings) => (await bench.peopleOf(fields, settings)).persons[0]?.ref,
    async counted(what) {
      const before = client.requests();
      const result = await what();
      return { result, requests: client.requests() - before };
    },
    async close() {
      await http.close();
      await organisation.close();
    },
  };
  return bench;
}
