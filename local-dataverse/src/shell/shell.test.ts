import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { createEngine } from '../engine/engine.ts';
import { createRegistry, declareBaseTables } from '../metadata/index.ts';
import { ADMIN_USER_ID } from '../platform/wellknown.ts';
import { createSessions, registerShell } from './index.ts';
import { APP_ID, COMPONENT, CONTACT_FORM_ID, insertSampleApp, SECOND_FORM_ID } from './test-support/sampleApp.ts';

const app = fastify();
const sessions = createSessions();
let folder = '';
let base = '';
let engine: ReturnType<typeof createEngine>;
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

async function json(path: string): Promise<{ status: number; body: unknown }> {
  const cookie = sessions.cookieFor(ADMIN_USER_ID).split(';')[0] ?? '';
  const response = await fetch(base + path, { headers: { ...SAME_ORIGIN, cookie } });
  return { status: response.status, body: await response.json() };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shell-'));
  await writeFile(join(folder, 'shell.js'), 'let shell;');
  const metadata = createRegistry();
  declareBaseTables(metadata);
  engine = createEngine({ file: join(folder, 'shell.sqlite'), metadata });
  insertSampleApp(engine);
  registerShell(app, engine, { sessions, assets: folder });
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

describe('page and files', () => {
  it('signs the user in with the page, under a policy that keeps scripts local', async () => {
    const response = await fetch(`${base}/main.aspx?pagetype=entitylist&etn=contact`);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^ld_session=.*HttpOnly; SameSite=Strict$/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await response.text()).toContain('/_shell/assets/shell.js');
  });

  it('serves built assets and nothing above their folder', async () => {
    expect((await fetch(`${base}/_shell/assets/shell.js`)).headers.get('content-type')).toContain('text/javascript');
    expect((await fetch(`${base}/_shell/assets/..%2fshell.sqlite`)).status).toBe(404);
    expect(await (await fetch(`${base}/_shell/assets/gone.js`)).text()).toContain('is not built');
  });

  it('serves web resources and component files by name, with an ETag', async () => {
    const script = await fetch(`${base}/WebResources/smp_/js/contact.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).toContain('onLoad');
    const again = await fetch(`${base}/WebResources/smp_/js/contact.js`, {
      headers: { 'if-none-match': script.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${base}/WebResources/cc_${COMPONENT}/bundle.js`)).status).toBe(200);
    expect((await fetch(`${base}/WebResources/gone.js`)).status).toBe(404);
  });
});

describe('models', () => {
  it('gives the session only to this origin, and models only to a session', async () => {
    expect((await fetch(`${base}/_shell/session`)).status).toBe(403);
    const first = await fetch(`${base}/_shell/session`, { headers: SAME_ORIGIN });
    expect(first.headers.get('set-cookie')).toContain('ld_session=');
    expect(await first.json()).toMatchObject({
      user: { name: 'Ada Admin' },
      environment: 'Local Dataverse',
      settings: { languageId: 1033 },
    });
    expect((await fetch(`${base}/_shell/apps`, { headers: SAME_ORIGIN })).status).toBe(401);
  });

  it('gives apps with their site map', async () => {
    expect((await json('/_shell/apps')).body).toEqual([
      { id: APP_ID, uniqueName: 'smp_Sample', name: 'Sample Hub', description: 'A small app for tests' },
    ]);
    const { body } = await json('/_shell/apps/smp_sample');
    expect(body).toMatchObject({
      areas: [
        {
          label: 'Work',
          groups: [
            { label: 'People', items: [{ table: 'contact', label: 'Contacts' }, { table: 'account' }] },
            { items: [{ table: 'task' }] },
          ],
        },
      ],
    });
    expect(await json('/_shell/apps/none')).toMatchObject({
      status: 404,
      body: { error: { message: 'There is no app none.' } },
    });
  });

  it('gives tables with columns, choices and lookup navigations from metadata', async () => {
    const { body } = await json('/_shell/tables/task');
    expect(body).toMatchObject({
      name: 'task',
      setName: 'tasks',
      primaryId: 'activityid',
      isActivity: true,
      columns: { subject: { type: 'String', maxLength: 200 }, prioritycode: { type: 'Picklist' } },
    });
    const regarding = (body as { columns: Record<string, { targets: unknown[] }> }).columns['regardingobjectid'];
    expect(regarding?.targets).toContainEqual({
      table: 'contact',
      setName: 'contacts',
      label: 'Contact',
      primaryId: 'contactid',
      primaryName: 'fullname',
      navigation: 'regardingobjectid_contact_task',
    });
  });

  it("limits forms to the app's when it names some", async () => {
    const ids = async () =>
      ((await json(`/_shell/tables/contact/forms?app=${APP_ID}`)).body as { id: string }[]).map((form) => form.id);
    expect(await ids()).toEqual([CONTACT_FORM_ID, SECOND_FORM_ID]);
    const link = engine.system.insert('appmodulecomponent', {
      componenttype: 60,
      objectid: SECOND_FORM_ID,
      appmoduleidunique: { table: 'appmodule', id: APP_ID },
    });
    expect(await ids()).toEqual([SECOND_FORM_ID]);
    engine.system.remove('appmodulecomponent', link);
  });

  it('gives views, and one of all rows for a table that has none', async () => {
    expect((await json('/_shell/tables/contact/views')).body).toMatchObject({
      views: [{ name: 'All Contacts', isDefault: true }],
      searchColumns: ['fullname'],
    });
    expect((await json('/_shell/tables/team/views')).body).toMatchObject({
      views: [{ name: 'All Teams', columns: [{ name: 'name' }, { name: 'createdon' }, { name: 'modifiedon' }] }],
    });
  });

  it('gives components with texts in the language asked for', async () => {
    expect((await json(`/_shell/components/${COMPONENT}`)).body).toMatchObject({
      registeredName: 'Sample.Badge',
      isVirtual: true,
      scripts: [`/WebResources/cc_${COMPONENT}/bundle.js`],
      strings: { Hello: 'Hello' },
    });
    expect((await json(`/_shell/components/${COMPONENT}?lcid=1031`)).body).toMatchObject({
      strings: { Hello: 'Hallo' },
      displayName: 'Hallo',
    });
  });

  it('names what was imported when it cannot be read', async () => {
    const formid = engine.system.insert('systemform', {
      objecttypecode: 'account',
      name: 'Broken',
      type: 2,
      formactivationstate: 1,
      formxml: '<form><tabs></form>',
    });
    expect(await json(`/_shell/forms/${formid}`)).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringContaining('the form Broken') } },
    });
    engine.system.remove('systemform', formid);
  });
});
