import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityRow } from '@activity-logging/activity-model';
import { connectDataverse, type Connection } from '../dataverse/connect.ts';
import { hashRow } from '../logging/row-id.ts';
import { writePool } from '../dataverse/write-pool.ts';
import { sendAll } from '../logging/send.ts';
import { readTables } from '../logging/tables.ts';
import type { RowJob } from '../logging/row-job.ts';
import { writeRow } from '../logging/write-row.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { changeForms, listForms } from './forms.ts';

const whenPacked = solutionsArePacked ? describe : describe.skip;

whenPacked('forms of an organisation', () => {
  let organisation: Organisation;

  beforeAll(async () => {
    organisation = await startOrganisation();
  }, 60_000);
  afterAll(async () => {
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
    const removed = await changeForms(admin, 'remove', options);
    expect(removed.filter(({ changed }) => changed).map(({ how }) => how)).toEqual(
      added.filter(({ changed }) => changed).map(() => 'restored: the form is what it was before'),
    );
    expect(await listForms(admin, 'account')).toEqual(before);
    expect((await changeForms(admin, 'remove', options)).some(({ changed }) => changed)).toBe(false);
  });

  const contactForm = '1fed44d1-ae68-4a41-bd2b-f13acac4acfa';
  const readForm = async (): Promise<string> =>
    ((await organisation.admin.read(`systemforms(${contactForm})?$select=formxml`)) as { formxml: string }).formxml;
  /** As a maker would in the form designer. */
  async function makerChanges(change: (formXml: string) => string): Promise<string> {
    const formxml = change(await readForm());
    const { admin } = organisation;
    await admin.write({ method: 'PATCH', path: `systemforms(${contactForm})`, body: { formxml } });
    await admin.write({ method: 'POST', path: 'PublishAllXml', body: {} });
    return formxml;
  }

  it('a form nobody changed since is restored to the byte, however it was written', async () => {
    const { admin, folder } = organisation;
    const options = { table: 'contact', formId: contactForm, backupFolder: `${folder}/contact` };
    // An empty list of control descriptions: taking our parts off alone would take it along.
    const before = await makerChanges((formXml) =>
      formXml
        .replace(/<form(?=[\s>])/, '<!-- own --><form')
        .replace('</form>', '<controlDescriptions></controlDescriptions></form>'),
    );
    expect((await changeForms(admin, 'add', options))[0]).toMatchObject({ changed: true });
    expect(await readForm()).not.toBe(before);
    expect(await changeForms(admin, 'remove', options)).toMatchObject([{ how: expect.stringMatching(/^restored/) }]);
    expect(await readForm()).toBe(before);
  });

  it('from a form somebody changed since only our parts go, and the output says so', async () => {
    const { admin, folder } = organisation;
    const options = { table: 'contact', formId: contactForm, backupFolder: `${folder}/contact` };
    const before = await readForm();
    await changeForms(admin, 'add', options);
    const rename = (formXml: string): string => formXml.replace('<!-- own -->', '<!-- changed since -->');
    await makerChanges(rename);
    expect(await changeForms(admin, 'remove', options)).toMatchObject([
      { how: 'our tab taken off: the form was changed since' },
    ]);
    expect(await readForm()).toBe(rename(before).replace('<controlDescriptions></controlDescriptions>', ''));
    // The addition is forgotten: a later one starts anew.
    await changeForms(admin, 'add', options);
    expect(await changeForms(admin, 'remove', { ...options, backupFolder: `${folder}/elsewhere` })).toMatchObject([
      { how: 'our tab taken off: there is no backup of it here' },
    ]);
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
        const [created] = await sendAll([writeRow(job, tables)], writePool(client));
        if (created?.do !== 'written') throw new Error(JSON.stringify(created));
        const changed: ActivityRow = { ...row, columns: { ...row.columns, subject: 'After' } };
        const next: RowJob = { ...job, row: changed, hash: hashRow(changed), version: '2', known: created.written };
        expect(await sendAll([writeRow(next, tables)], writePool(client))).toMatchObject([outcome]);
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
