import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityRow } from '@activity-logging/activity-model';
import { connectDataverse, type Connection } from '../dataverse/connect.ts';
import { hashRow } from '../logging/row-id.ts';
import { sendAll } from '../logging/send.ts';
import { readTables } from '../logging/tables.ts';
import { type RowJob, writeRow } from '../logging/row-job.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { changeForms, listForms } from './forms.ts';
import { connectSteps, disconnectSteps } from './steps.ts';

const whenPacked = solutionsArePacked ? describe : describe.skip;

whenPacked('forms and webhook of an organisation', () => {
  let organisation: Organisation;
  let hook: Server;
  const heard: { headers: IncomingHttpHeaders; body: { MessageName: string; PrimaryEntityName: string } }[] = [];

  beforeAll(async () => {
    organisation = await startOrganisation();
    hook = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        heard.push({
          headers: request.headers,
          body: JSON.parse(text) as { MessageName: string; PrimaryEntityName: string },
        });
        response.end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  }, 60_000);
  afterAll(async () => {
    hook?.close();
    await organisation?.close();
  });

  it('puts the timeline on live main forms once, keeps a backup, and takes it off again', async () => {
    const { admin, folder } = organisation;
    const before = await listForms(admin, 'account');
    expect(before.length).toBeGreaterThan(0);
    const options = { table: 'account', backupFolder: `${folder}/backups` };
    const added = await changeForms(admin, 'add', options);
    expect(added.filter(({ changed }) => changed).map(({ id }) => id)).toEqual(
      before.filter(({ hasTimeline }) => !hasTimeline).map(({ id }) => id),
    );
    expect((await listForms(admin, 'account')).every(({ hasTimeline }) => hasTimeline)).toBe(true);
    expect((await changeForms(admin, 'add', options)).some(({ changed }) => changed)).toBe(false);
    const backup = added.find((form) => form.backup)?.backup ?? '';
    expect(readFileSync(backup, 'utf8')).toMatch(/<form/);
    await changeForms(admin, 'remove', options);
    expect(await listForms(admin, 'account')).toEqual(before);
  });

  it('refuses a form that is not there and a name that is none', async () => {
    const options = {
      table: 'contact',
      formId: '00000000-0000-4000-8000-000000000001',
      backupFolder: organisation.folder,
    };
    await expect(changeForms(organisation.admin, 'add', options)).rejects.toThrow(
      'contact has no main form with this id.',
    );
    await expect(listForms(organisation.admin, "contact' or 1 eq 1")).rejects.toThrow('not a logical name');
  });

  it('B-10 registers webhook and steps once; a changed setting is heard with the secret', async () => {
    const { admin } = organisation;
    const address = {
      url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/platform/webhook`,
      secret: 'secret & <quoted> "text"',
    };
    expect(await connectSteps(admin, address)).toMatchObject({
      endpoint: 'created',
      created: [{ message: 'Create' }, { message: 'Update' }],
      unavailable: [],
    });
    expect(await connectSteps(admin, address)).toMatchObject({
      endpoint: 'unchanged',
      created: [],
      kept: [{ message: 'Create' }, { message: 'Update' }],
      removed: 0,
    });
    const configuration = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
    await admin.write({ method: 'PATCH', path: configuration, body: { al_name: 'Activity Logging' } });
    for (let wait = 0; heard.length === 0 && wait < 100; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard[0]).toMatchObject({
      headers: { 'x-activity-logging-secret': address.secret },
      body: { MessageName: 'Create', PrimaryEntityName: 'al_loggingconfiguration' },
    });
    expect(await disconnectSteps(admin)).toEqual({ endpoints: 1, steps: 2 });
    expect(await disconnectSteps(admin)).toEqual({ endpoints: 0, steps: 0 });
  });
});

whenPacked('where a closed e-mail cannot be reopened', () => {
  it.each([
    { closedActivitiesReadOnly: true, outcome: { do: 'park', reason: { code: 'closed-in-crm' } }, subject: 'Before' },
    { closedActivitiesReadOnly: false, outcome: { do: 'written', changed: true }, subject: 'After' },
  ])(
    'closed rows read-only: $closedActivitiesReadOnly',
    async ({ closedActivitiesReadOnly, outcome, subject }) => {
      const organisation = await startOrganisation({ behaviour: { reopenEmails: false, closedActivitiesReadOnly } });
      const connection: Connection = connectDataverse(organisation.config({}));
      try {
        const { client, metadata } = connection;
        const { UserId } = (await client.read('WhoAmI()')) as { UserId: string };
        const { tables } = await readTables(metadata);
        const row: ActivityRow = {
          identity: { source: 'test', type: 'email', externalId: '1' },
          target: 'email',
          kind: 'email',
          columns: { subject: 'Before', al_sourcesystem: 'test', al_sourceid: '1', al_sourceversion: '1' },
          lookups: { ownerid: { table: 'systemuser', id: UserId } },
          parties: [{ role: 'to', address: 'a@x.example' }],
          final: { statecode: 1, statuscode: 3 },
        };
        const job: RowJob = { id: crypto.randomUUID(), row, hash: hashRow(row), version: '1' };
        const [created] = await sendAll([writeRow(job, tables)], client, 10);
        if (created?.do !== 'written') throw new Error(JSON.stringify(created));
        const changed: ActivityRow = { ...row, columns: { ...row.columns, subject: 'After' } };
        const next: RowJob = { ...job, row: changed, hash: hashRow(changed), version: '2', known: created.written };
        expect(await sendAll([writeRow(next, tables)], client, 10)).toMatchObject([outcome]);
        expect(await client.read(`emails(${job.id})?$select=subject,statecode,statuscode`)).toMatchObject({
          subject,
          statecode: 1,
          statuscode: 3,
        });
      } finally {
        await connection.http.close();
        await organisation.close();
      }
    },
    30_000,
  );
});
