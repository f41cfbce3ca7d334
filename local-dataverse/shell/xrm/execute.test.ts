import { describe, expect, it } from '@jest/globals';
import { plainRequests } from './execute.ts';
import type { Names } from './execute.ts';

const names: Names = {
  setName: async (table) => ({ opportunity: 'opportunities' })[table] ?? `${table}s`,
  primaryId: async (table) => (table === 'task' ? 'activityid' : `${table}id`),
  collection: async (_, relationship) => `${relationship}_rows`,
  root: 'http://host/api/data/v9.2/',
};
const request = (metadata: object, values: object = {}): object => ({ ...values, getMetadata: () => metadata });
const only = async (one: object) => {
  const all = await plainRequests(one, names);
  expect(all).toHaveLength(1);
  return all[0];
};
const ID = '{AB000000-0000-4000-8000-000000000001}';
const PLAIN = 'ab000000-0000-4000-8000-000000000001';

describe('execute', () => {
  it('calls unbound functions with parameter aliases', async () => {
    expect(
      await only(request({ boundParameter: null, parameterTypes: {}, operationType: 1, operationName: 'WhoAmI' })),
    ).toEqual({ method: 'GET', path: 'WhoAmI()' });
    const parameterTypes = {
      Text: { typeName: 'Edm.String', structuralProperty: 1 },
      Id: { typeName: 'Edm.Guid', structuralProperty: 1 },
      Kind: { typeName: 'Microsoft.Dynamics.CRM.Kind', structuralProperty: 3 },
      Count: { typeName: 'Edm.Int32', structuralProperty: 1 },
    };
    const values = { Text: "O'Neil", Id: ID, Kind: 'Big', Count: 3 };
    expect(await only(request({ parameterTypes, operationType: 1, operationName: 'Find' }, values))).toEqual({
      method: 'GET',
      path: `Find(Text=@p1,Id=@p2,Kind=@p3,Count=@p4)?@p1='O''Neil'&@p2=${ID.replace(/[{}]/g, '')}&@p3=Microsoft.Dynamics.CRM.Kind'Big'&@p4=3`,
    });
  });

  it('calls bound functions and actions on their row', async () => {
    const parameterTypes = {
      entity: { typeName: 'mscrm.systemuser', structuralProperty: 5 },
      Target: { typeName: 'mscrm.task', structuralProperty: 5 },
    };
    const values = { entity: { entityType: 'systemuser', id: ID }, Target: { entityType: 'task', id: ID } };
    const metadata = { boundParameter: 'entity', parameterTypes, operationName: 'RetrievePrincipalAccess' };
    expect(await only(request({ ...metadata, operationType: 1 }, values))).toEqual({
      method: 'GET',
      path: `systemusers(${PLAIN})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1)?@p1=${encodeURIComponent(`{"@odata.id":"tasks(${PLAIN})"}`)}`,
    });
    expect(await only(request({ ...metadata, operationType: 0 }, values))).toEqual({
      method: 'POST',
      path: `systemusers(${PLAIN})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess`,
      body: { Target: { '@odata.type': 'Microsoft.Dynamics.CRM.task', activityid: PLAIN } },
    });
  });

  it('writes rows and links', async () => {
    const crud = (operationName: string, values: object) =>
      plainRequests(request({ operationType: 2, operationName, parameterTypes: {} }, values), names);
    expect(await crud('Create', { etn: 'opportunity', payload: { name: 'A' } })).toEqual([
      { method: 'POST', path: 'opportunities', body: { name: 'A' } },
    ]);
    expect(await crud('Delete', { entityReference: { entityType: 'contact', id: ID } })).toEqual([
      { method: 'DELETE', path: `contacts(${PLAIN})` },
    ]);
    const target = { entityType: 'account', id: ID };
    const relatedEntities = [
      { entityType: 'contact', id: ID },
      { entityType: 'contact', id: PLAIN },
    ];
    expect(await crud('Associate', { target, relatedEntities, relationship: 'links' })).toEqual(
      relatedEntities.map(() => ({
        method: 'POST',
        path: `accounts(${PLAIN})/links_rows/$ref`,
        body: { '@odata.id': `http://host/api/data/v9.2/contacts(${PLAIN})` },
      })),
    );
    expect(await crud('Disassociate', { target, relatedEntityId: ID, relationship: 'links' })).toEqual([
      { method: 'DELETE', path: `accounts(${PLAIN})/links_rows(${PLAIN})/$ref` },
    ]);
  });

  it('refuses what is no request', async () => {
    await expect(plainRequests({}, names)).rejects.toThrow('getMetadata');
    await expect(plainRequests(request({ operationType: 2, operationName: 'Explode' }), names)).rejects.toThrow(
      'Explode',
    );
  });
});
