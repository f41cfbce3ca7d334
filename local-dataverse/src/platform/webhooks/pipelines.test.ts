import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startOrganization } from './testing/organization.ts';
import type { Json, Organization } from './testing/organization.ts';
import type { Delivery } from './testing/examples.ts';

const input = (delivery: Delivery | undefined, key: string): Json =>
  delivery?.context.InputParameters.find((pair) => pair.key === key)?.value as Json;
const attributes = (entity: Json): Json =>
  Object.fromEntries((entity['Attributes'] as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]));
const names = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ context }) => context.MessageName);

describe('pipelines of messages', () => {
  let crm: Organization;
  const made: string[] = [];
  beforeAll(async () => void (crm = await startOrganization()));
  afterAll(() => crm.close());
  afterEach(async () => {
    for (const step of made.splice(0)) await crm.call('DELETE', `sdkmessageprocessingsteps(${step})`);
    crm.receiver.deliveries.length = 0;
  });
  const register = async (...args: Parameters<Organization['register']>): Promise<string> => {
    const id = await crm.register(...args);
    made.push(id);
    return id;
  };
  const many = (name: string, rows: readonly Json[]): Promise<{ status: number; json: Json }> =>
    crm.call('POST', `tasks/Microsoft.Dynamics.CRM.${name}`, {
      Targets: rows.map((row) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.task', ...row })),
    });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

  it('[DOC] write-plugin-multiple-operation: CreateMultiple sets off one step for all rows and the single one for each', async () => {
    await register('CreateMultiple', 'task');
    await register('Create', 'task');
    const { json } = await many('CreateMultiple', [{ subject: 'one' }, { subject: 'two' }]);
    const deliveries = await crm.deliveries(3);
    await settle();
    expect(names(deliveries).sort()).toEqual(['Create', 'Create', 'CreateMultiple']);
    const multiple = deliveries.find(({ context }) => context.MessageName === 'CreateMultiple');
    const targets = input(multiple, 'Targets');
    expect(targets).toMatchObject({
      __type: 'EntityCollection:http://schemas.microsoft.com/xrm/2011/Contracts',
      EntityName: 'task',
    });
    expect(targets['Entities'].map((row: Json) => attributes(row)['subject'])).toEqual(['one', 'two']);
    expect(multiple?.context.OutputParameters).toEqual([{ key: 'Ids', value: json['Ids'] }]);
  });

  it('[DOC] a single Create or Update sets off steps on the message for many rows, with one row', async () => {
    await register('CreateMultiple', 'task');
    await register('UpdateMultiple', 'task', { filteringattributes: 'subject' });
    const id = await crm.create('tasks', { subject: 'one' });
    await crm.call('PATCH', `tasks(${id})`, { description: 'not looked at' });
    await crm.call('PATCH', `tasks(${id})`, { subject: 'two' });
    const deliveries = await crm.deliveries(2);
    await settle();
    expect(names(deliveries)).toEqual(['CreateMultiple', 'UpdateMultiple']);
    expect(input(deliveries[0], 'Targets')['Entities']).toHaveLength(1);
    expect(attributes(input(deliveries[1], 'Targets')['Entities'][0])).toMatchObject({
      subject: 'two',
      activityid: id,
    });
  });

  it('UpsertMultiple is told as creates and updates', async () => {
    await register('CreateMultiple', 'task');
    await register('UpdateMultiple', 'task');
    const id = await crm.create('tasks', { subject: 'one' });
    await crm.deliveries(1);
    await many('UpsertMultiple', [{ activityid: id, subject: 'changed' }, { subject: 'new' }]);
    expect(
      names(await crm.deliveries(3))
        .slice(1)
        .sort(),
    ).toEqual(['CreateMultiple', 'UpdateMultiple']);
  });

  it('a synchronous step on CreateMultiple that refuses takes the single row along', async () => {
    await register('CreateMultiple', 'task', { mode: 0, stage: 20 });
    crm.receiver.answers = [400];
    const { status, json } = await crm.call('POST', 'tasks', { subject: 'refused' });
    expect([status, json['error'].code]).toEqual([400, '0x80040216']);
    // Neither name of the step nor of the endpoint, nor what it answered.
    expect(json['error'].message).not.toMatch(/Hook|CreateMultiple|no matter what|400/);
    expect((await crm.call('GET', "tasks?$filter=subject eq 'refused'")).json['value']).toEqual([]);
  });

  it('[DOC] special-update-operation-behavior: state apart from the other columns, except before validation', async () => {
    const id = await crm.create('tasks', { subject: 'one' });
    await register('Update', 'task', { mode: 0, stage: 10 });
    await register('Update', 'task', { mode: 0, stage: 20 });
    const step = await register('Update', 'task', { mode: 0, stage: 40, filteringattributes: 'statecode' });
    await crm.create('sdkmessageprocessingstepimages', {
      name: 'before',
      entityalias: 'before',
      imagetype: 0,
      messagepropertyname: 'Target',
      attributes: 'subject,statecode',
      'sdkmessageprocessingstepid@odata.bind': `/sdkmessageprocessingsteps(${step})`,
    });
    const { status } = await crm.call('PATCH', `tasks(${id})`, { subject: 'two', statecode: 1, statuscode: 5 });
    expect(status).toBe(204);
    const deliveries = await crm.deliveries(4);
    const sent = deliveries.map(({ context }, at) => [
      context.Stage,
      Object.keys(attributes(input(deliveries[at], 'Target')))
        .filter((name) => /subject|state|status/.test(name))
        .sort(),
    ]);
    expect(sent).toEqual([
      [10, ['statecode', 'statuscode', 'subject']],
      [20, ['subject']],
      [20, ['statecode', 'statuscode']],
      [40, ['statecode', 'statuscode']],
    ]);
    const before = attributes(deliveries[3]?.context.PreEntityImages[0]?.value as Json);
    expect(before).toMatchObject({ subject: 'two', statecode: { Value: 0 } });
  });

  it('what the platform does itself lies one deeper; a writer of its own begins anew', async () => {
    await register('Create', 'contact');
    await register('Update', 'lead');
    const lead = await crm.create('leads', { subject: 'Big deal', lastname: 'Lee' });
    crm.receiver.meanwhile = async () => {
      crm.receiver.meanwhile = () => Promise.resolve();
      await crm.create('contacts', { lastname: 'Written back' });
    };
    const flags = { CreateAccount: false, CreateContact: true, CreateOpportunity: false, Status: 3 };
    await crm.call('POST', `leads(${lead})/Microsoft.Dynamics.CRM.QualifyLead`, flags);
    // Two updates of the lead: its links to the rows made, and its state.
    const deliveries = await crm.deliveries(4);
    const depths = deliveries.map(({ context }) => [
      context.MessageName,
      attributes(context.InputParameters[0]?.value as Json)['lastname'],
      context.Depth,
    ]);
    expect(depths).toEqual(
      expect.arrayContaining([
        ['Create', 'Lee', 2],
        ['Update', undefined, 2],
        ['Create', 'Written back', 1],
      ]),
    );
  });

  it('system jobs wait, run and end; a body over 256 KB is cut', async () => {
    await register('Create', 'task', { asyncautodelete: false, name: 'Kept' });
    let running: Json = {};
    crm.receiver.meanwhile = async () => {
      running = (await crm.call('GET', "asyncoperations?$filter=name eq 'Kept'")).json['value'][0];
    };
    await crm.create('tasks', { subject: 'big', description: 'x'.repeat(2000) });
    await crm.deliveries(1);
    await settle();
    expect(running).toMatchObject({ statecode: 2, statuscode: 20 });
    crm.receiver.meanwhile = () => Promise.resolve();
    await settle();
    const [ended] = (await crm.call('GET', "asyncoperations?$filter=name eq 'Kept'")).json['value'];
    expect(ended).toMatchObject({ statecode: 3, statuscode: 30, asyncoperationid: running['asyncoperationid'] });

    await register('Create', 'annotation');
    await crm.create('annotations', {
      subject: 'big',
      notetext: 'x'.repeat(99_000),
      documentbody: 'A'.repeat(200_000),
    });
    const cut = (await crm.deliveries(2))[1];
    expect(cut?.headers['x-ms-dynamics-msg-size-exceeded']).toBe('True');
    expect(cut?.context).not.toHaveProperty('InputParameters');
    expect(cut?.context).toMatchObject({ MessageName: 'Create', PrimaryEntityName: 'annotation' });
  });
});

describe('switches of messages', () => {
  it('take away or add what steps can be registered on, and what owner and state changes are told as', async () => {
    const crm = await startOrganization({
      behaviour: { retrieveSteps: false, exportToExcelSteps: true, legacyUpdateMessages: false },
    });
    try {
      await expect(crm.register('Retrieve', 'contact')).rejects.toThrow(/No step can be registered/);
      await crm.register('ExportToExcel', 'contact');
      await crm.register('SetState', 'task');
      await crm.register('Update', 'task');
      const id = await crm.create('tasks', { subject: 'one' });
      await crm.call('PATCH', `tasks(${id})`, { statecode: 1, statuscode: 5 });
      expect(names(await crm.deliveries(1))).toEqual(['Update']);
    } finally {
      await crm.close();
    }
  });

  it('keysOnActivities refuses keys of activity tables, and only those', async () => {
    const key = (table: string): Promise<{ status: number; json: Json }> =>
      crm.call('POST', `EntityDefinitions(LogicalName='${table}')/Keys`, {
        SchemaName: `new_${table}key`,
        KeyAttributes: [table === 'task' ? 'category' : 'telephone1'],
      });
    const crm = await startOrganization({ behaviour: { keysOnActivities: false } });
    try {
      const [task, account] = [await key('task'), await key('account')];
      expect([task.status, account.status]).toEqual([400, 204]);
      expect(task.json['error'].message).toContain('new_taskkey');
      const { json } = await crm.call('GET', "EntityDefinitions(LogicalName='task')/Keys");
      expect(json['value']).toEqual([]);
    } finally {
      await crm.close();
    }
  });
});
