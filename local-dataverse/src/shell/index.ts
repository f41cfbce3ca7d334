/** Routes of the shell: its page and assets, web resources, and the JSON models under `/_shell/`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../engine/types.ts';
import { ADMIN_USER_ID } from '../platform/wellknown.ts';
import { listApps, readApp } from './apps.ts';
import { chartById, dashboardById, listCharts, listDashboards } from './charts.ts';
import { readComponent } from './components.ts';
import { formById, listForms, listViews, lookupColumns, viewById } from './forms.ts';
import { ASSETS, CONTENT_SECURITY_POLICY, isBuilt, PAGE, readAsset } from './page.ts';
import { relationshipsOf } from './relationships.ts';
import { tableRibbon } from './ribbon/tableRibbon.ts';
import { createSessions } from './session.ts';
import type { Sessions } from './session.ts';
import { readSession } from './sessionModel.ts';
import { tableModel } from './tableModel.ts';
import { mediaTypeOf, webResource } from './webResources.ts';
import { XmlError } from './xml.ts';

export { createSessions } from './session.ts';
export type { Sessions } from './session.ts';

export interface ShellPlatform {
  /** Signs the page in; shared with the Web API's authentication. Made anew when absent (the page alone works then). */
  readonly sessions?: Sessions;
  /** Folder of the built browser half; default `local-dataverse/dist/shell`. */
  readonly assets?: string;
}

/** Adds the shell to a server. Reads only; every change goes over the Web API. */
export function registerShell(app: FastifyInstance, engine: Engine, platform: ShellPlatform = {}): void {
  const sessions = platform.sessions ?? createSessions();
  registerPage(app, engine, sessions, platform.assets ?? ASSETS);
  registerModels(app, engine, sessions);
}

function registerPage(app: FastifyInstance, engine: Engine, sessions: Sessions, assets: string): void {
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    if (!(await isBuilt(assets))) return reply.code(503).type('text/plain; charset=utf-8').send(missingAsset('page'));
    if (!sessions.callerOf(request)) reply.header('set-cookie', sessions.cookieFor(ADMIN_USER_ID));
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(PAGE);
  };
  app.get('/', page);
  app.get('/main.aspx', page);

  app.get<{ Params: { '*': string } }>('/_shell/assets/*', async (request, reply) => {
    const name = request.params['*'];
    const content = await readAsset(assets, name);
    if (!content) return reply.code(404).type('text/plain').send(missingAsset(name));
    return reply.header('cache-control', 'no-cache').type(mediaTypeOf(name)).send(content);
  });

  app.get<{ Params: { '*': string } }>('/WebResources/*', async (request, reply) => {
    const found = webResource(engine, request.params['*']);
    if (!found) return reply.code(404).type('text/plain').send(`There is no web resource ${request.params['*']}.`);
    reply.header('etag', found.etag).header('cache-control', 'no-cache').header('x-content-type-options', 'nosniff');
    if (request.headers['if-none-match'] === found.etag) return reply.code(304).send();
    return reply.type(found.mediaType).send(found.content);
  });
}

function registerModels(app: FastifyInstance, engine: Engine, sessions: Sessions): void {
  /** A JSON route for the signed-in page; `undefined` answers 404. `key` is the last part of the address. */
  const model = (url: string, what: string, read: (key: string, scope: Scope) => unknown): void => {
    app.get<{ Params: { key?: string }; Querystring: Query }>(url, async (request, reply) => {
      const caller = sessions.callerOf(request);
      if (!caller) return reply.code(401).send(problem('401', 'The session has ended; reload the page.'));
      const { app: appId, type, lcid } = request.query;
      const key = request.params.key ?? '';
      const { settings } = readSession(engine, caller.userId, languageOf(lcid));
      const scope: Scope = {
        userId: caller.userId,
        languageId: settings.languageId,
        appId,
        formType: type === undefined ? MAIN_FORM : Number(type),
      };
      try {
        const found = read(key, scope);
        if (found === undefined) return reply.code(404).send(problem('404', `There is no ${what} ${key}.`));
        return reply.header('cache-control', 'no-store').send(found);
      } catch (error) {
        // What was imported is at fault, not the server: the page shows the sentence.
        if (error instanceof XmlError) return reply.code(422).send(problem('422', error.message));
        throw error;
      }
    });
  };

  // The one route that also signs in: a page that outlived the server gets a new session here.
  app.get<{ Querystring: Query }>('/_shell/session', async (request, reply) => {
    if (request.headers['sec-fetch-site'] !== 'same-origin')
      return reply.code(403).send(problem('403', 'Only the shell asks this.'));
    const caller = sessions.callerOf(request);
    if (!caller) reply.header('set-cookie', sessions.cookieFor(ADMIN_USER_ID));
    const session = readSession(engine, caller?.userId ?? ADMIN_USER_ID, languageOf(request.query.lcid));
    return reply.header('cache-control', 'no-store').send(session);
  });
  const ofTable = <T>(table: string, read: () => T): T | undefined =>
    engine.metadata.table(table) ? read() : undefined;
  model('/_shell/apps', 'app', () => listApps(engine));
  model('/_shell/apps/:key', 'app', (key, { languageId }) => readApp(engine, key, languageId));
  model('/_shell/tables/:key', 'table', (key, { languageId }) => {
    const table = engine.metadata.table(key);
    return table && tableModel(engine.metadata, table, languageId);
  });
  model('/_shell/tables/:key/forms', 'table', (key, { formType, appId }) =>
    ofTable(key, () => listForms(engine, key, formType, appId)),
  );
  model('/_shell/tables/:key/views', 'table', (key, { languageId, appId }) =>
    ofTable(key, () => listViews(engine, key, languageId, appId)),
  );
  model('/_shell/tables/:key/charts', 'table', (key, { appId }) => ofTable(key, () => listCharts(engine, key, appId)));
  model('/_shell/charts/:key', 'chart', (key) => chartById(engine, key));
  model('/_shell/dashboards', 'dashboard', (_, { appId }) => listDashboards(engine, appId));
  model('/_shell/dashboards/:key', 'dashboard', (key, { languageId }) => dashboardById(engine, key, languageId));
  model('/_shell/tables/:key/lookupcolumns', 'table', (key, { languageId }) =>
    ofTable(key, () => lookupColumns(engine, key, languageId)),
  );
  model('/_shell/tables/:key/relationships', 'table', (key) =>
    ofTable(key, () => relationshipsOf(engine.metadata, key)),
  );
  model('/_shell/tables/:key/ribbon', 'table', (key, { userId, languageId }) =>
    ofTable(key, () => tableRibbon(engine, key, userId, languageId)),
  );
  model('/_shell/views/:key', 'view', (key, { languageId }) => viewById(engine, key, languageId));
  model('/_shell/forms/:key', 'form', (key, { languageId }) => formById(engine, key, languageId));
  model('/_shell/components/:key', 'code component', (key, { languageId }) => readComponent(engine, key, languageId));
}

const MAIN_FORM = 2;

interface Query {
  lcid?: string;
  app?: string;
  type?: string;
}

interface Scope {
  readonly userId: string;
  readonly languageId: number;
  readonly appId: string | undefined;
  readonly formType: number;
}

/** `?lcid=1031` shows the shell in another language than the user's setting. */
function languageOf(lcid: string | undefined): number | undefined {
  return lcid && /^\d{4,5}$/.test(lcid) ? Number(lcid) : undefined;
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}

function missingAsset(name: string): string {
  return `The shell's ${name} is not built. Run: node_modules/.bin/node local-dataverse/shell/build.ts\n`;
}
