/** Bodies of metadata writes, and an organisation that takes them, for tests. */
import { expect } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrganisation, type Organisation } from '../../../protection/testing/organisation.ts';
import type { LocalDataverseOptions } from '../../../server.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of any shape
  /** Id at the end of OData-EntityId. */
  readonly id: string;
}

export interface Service {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  local(method: string, path: string, body?: unknown): Promise<void>;
  /** Stops and starts with the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startService(options: Partial<LocalDataverseOptions> = {}): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'metadata-'));
  let organisation: Organisation;
  let token: string;
  const open = async (): Promise<void> => {
    organisation = await startOrganisation({ dataDir, ...options });
    token = await organisation.signIn('d0d0d0d0-0000-4000-8000-000000000001');
  };
  await open();
  return {
    async send(method, path, body, headers = {}) {
      const answer = await organisation.api(token, path.replaceAll(' ', '%20'), {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = (answer.headers.get('content-type') ?? '').includes('json');
      return {
        status: answer.status,
        headers: answer.headers as unknown as Headers,
        text,
        json: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
        id: /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1] ?? '',
      };
    },
    async local(method, path, body) {
      await organisation.local(method, path, body);
    },
    async restart() {
      await organisation.server.close();
      await open();
    },
    async close() {
      await organisation.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Calls {
  readonly send: Service['send'];
  /** POST that must answer 204 without a body. */
  made(path: string, body: object, headers?: Record<string, string>): Promise<Reply>;
  /** Status, code and text of a refusal. */
  refusal(method: string, path: string, body?: object): Promise<[number, string, string]>;
}

/** Calls of a service that is started later. */
export function callsOf(service: () => Service): Calls {
  const send: Service['send'] = (...args) => service().send(...args);
  return {
    send,
    async made(path, body, headers) {
      const answer = await send('POST', path, body, headers);
      expect([answer.status, answer.text]).toEqual([204, '']);
      return answer;
    },
    async refusal(method, path, body) {
      const { status, json } = await send(method, path, body);
      return [status, json['error']?.code, json['error']?.message];
    },
  };
}

export function label(text: string, german?: string): object {
  const localized = [{ Label: text, LanguageCode: 1033 }];
  return { LocalizedLabels: german === undefined ? localized : [...localized, { Label: german, LanguageCode: 1031 }] };
}

export function column(type: string, schemaName: string, extra: object = {}): object {
  return {
    '@odata.type': `Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    SchemaName: schemaName,
    DisplayName: label(schemaName),
    RequiredLevel: {
      Value: 'None',
      CanBeChanged: true,
      ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
    },
    ...extra,
  };
}

export function table(schemaName: string, extra: object = {}, attributes: readonly object[] = []): object {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.EntityMetadata',
    SchemaName: schemaName,
    DisplayName: label(schemaName, `${schemaName} de`),
    DisplayCollectionName: label(`${schemaName}s`),
    Description: label('Made by a test'),
    OwnershipType: 'UserOwned',
    HasActivities: false,
    HasNotes: false,
    IsActivity: false,
    Attributes: [
      column('String', 'new_Name', { IsPrimaryName: true, MaxLength: 100, FormatName: { Value: 'Text' } }),
      ...attributes,
    ],
    ...extra,
  };
}

export function lookup(
  schemaName: string,
  referenced: string,
  referencing: string,
  name: string,
  cascade?: string,
): object {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    SchemaName: schemaName,
    ReferencedEntity: referenced,
    ReferencingEntity: referencing,
    ...(cascade === undefined ? {} : { CascadeConfiguration: { Delete: cascade, Assign: 'NoCascade' } }),
    Lookup: column('Lookup', name),
  };
}
