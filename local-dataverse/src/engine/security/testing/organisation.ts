/** A Web API over sockets with a tree of business units and users of any rights; the header `x-user` says who calls, `x-acting` who signed in when that is somebody else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { registerWebApi } from '../../../http/app.ts';
import { createRegistry, declareBaseTables } from '../../../metadata/index.ts';
import type { MetadataRegistry } from '../../../metadata/types.ts';
import { seedPrivileges } from '../../../platform/privileges.ts';
import type { Behaviour } from '../../behaviour.ts';
import { createEngine } from '../../engine.ts';
import type { RowEngine } from '../../engine.ts';
import { newId } from '../../ids.ts';
import { privilegeId } from '../names.ts';
import { makeAdministrator } from './administrator.ts';

export type Depth = 'Basic' | 'Local' | 'Deep' | 'Global';
const MASKS: Readonly<Record<Depth, number>> = { Basic: 1, Local: 2, Deep: 4, Global: 8 };

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of any shape
}

export interface Guarded {
  readonly engine: RowEngine;
  /** Root, two children of it, and one below the first child. */
  readonly units: Readonly<Record<'root' | 'left' | 'right' | 'leaf', string>>;
  readonly admin: string;
  user(unit: string, roles?: readonly string[]): string;
  team(unit: string, members: readonly string[], roles?: readonly string[]): string;
  /** A role with privileges as `prvReadContact` → depth. */
  role(privileges: Readonly<Record<string, Depth>>): string;
  give(user: string, role: string): void;
  /** A row of the platform's own making. */
  row(table: string, owner: string, values?: Readonly<Record<string, string | number>>, ownerTable?: string): string;
  call(user: string, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export async function startGuarded(
  behaviour: Partial<Behaviour> = {},
  declare: (registry: MetadataRegistry) => void = () => undefined,
): Promise<Guarded> {
  const folder = mkdtempSync(join(tmpdir(), 'security-'));
  const metadata = createRegistry();
  declareBaseTables(metadata);
  declare(metadata);
  const engine = createEngine({ file: join(folder, 'test.sqlite'), metadata, behaviour });
  seedPrivileges(engine);
  const units = { root: newId(), left: newId(), right: newId(), leaf: newId() };
  const parents = { left: units.root, right: units.root, leaf: units.left };
  engine.system.insert('businessunit', { businessunitid: units.root, name: 'root' });
  for (const name of ['left', 'right', 'leaf'] as const) {
    const parentbusinessunitid = { table: 'businessunit', id: parents[name] };
    engine.system.insert('businessunit', { businessunitid: units[name], name, parentbusinessunitid });
  }
  const give = (systemuserid: string, roleid: string): void =>
    void engine.system.insert('systemuserroles', { systemuserid, roleid });
  const user = (unit: string, roles: readonly string[] = []): string => {
    const id = engine.system.insert('systemuser', {
      lastname: 'user',
      businessunitid: { table: 'businessunit', id: unit },
    });
    for (const role of roles) give(id, role);
    return id;
  };
  const admin = user(units.root);
  makeAdministrator(engine, admin);
  const app = fastify({ http: { maxHeaderSize: 65_536 } });
  await registerWebApi(app, engine.core, {
    organizationId: newId(),
    authenticate: (request) => {
      const userId = String(request.headers['x-user']);
      return Promise.resolve({ userId, initiatingUserId: String(request.headers['x-acting'] ?? userId) });
    },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    engine,
    units,
    admin,
    user,
    give,
    team(unit, members, roles = []) {
      const id = engine.system.insert('team', {
        name: 'team',
        isdefault: false,
        businessunitid: { table: 'businessunit', id: unit },
      });
      for (const systemuserid of members) engine.system.insert('teammembership', { teamid: id, systemuserid });
      for (const roleid of roles) engine.system.insert('teamroles', { teamid: id, roleid });
      return id;
    },
    role(privileges) {
      const roleid = engine.system.insert('role', { name: 'role' });
      for (const [name, depth] of Object.entries(privileges)) {
        const values = { roleid, privilegeid: privilegeId(name), privilegedepthmask: MASKS[depth] };
        engine.system.insert('roleprivileges', values);
      }
      return roleid;
    },
    row: (table, owner, values = {}, ownerTable = 'systemuser') =>
      engine.system.insert(table, { ...values, ownerid: { table: ownerTable, id: owner } }),
    async call(userId, method, path, body, headers = {}) {
      const response = await fetch(`${url}/api/data/v9.2/${path}`, {
        method,
        headers: {
          'x-user': userId,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : {} };
    },
    async close() {
      await app.close();
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
