import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry, declareBaseTables, ENGLISH } from '../metadata/index.ts';
import type { Column } from '../metadata/types.ts';
import { createEngine } from './engine.ts';
import { newId } from './ids.ts';
import { makeAdministrator } from './security/testing/administrator.ts';
import { createRow } from './write/create.ts';
import { transact } from './write/unit.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const USER = 'b0000000-0000-4000-8000-000000000002';
const open = (declare: (registry: ReturnType<typeof createRegistry>) => void = () => undefined) => {
  const metadata = createRegistry();
  declareBaseTables(metadata);
  declare(metadata);
  return createEngine({ file: join(folder, 'e.sqlite'), metadata });
};
const column = (logicalName: string, more: Partial<Column> = {}): Column => ({
  logicalName,
  schemaName: logicalName,
  type: 'String',
  displayName: { [ENGLISH]: logicalName },
  required: 'None',
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
  isCustom: true,
  maxLength: 100,
  ...more,
});

describe('the engine', () => {
  it('keeps rows for the platform’s own parts and gives them back typed', () => {
    const engine = open();
    const user = engine.system.insert('systemuser', {
      systemuserid: USER.toUpperCase(),
      firstname: 'A',
      lastname: 'B',
      isdisabled: false,
    });
    const task = engine.system.insert('task', {
      subject: 's',
      ownerid: { table: 'systemuser', id: user },
      scheduledend: '2026-01-01T01:00:00+01:00',
    });
    expect(user).toBe(USER);
    expect(engine.system.get('task', task)).toMatchObject({
      subject: 's',
      ownerid: { table: 'systemuser', id: USER },
      scheduledend: '2026-01-01T00:00:00Z',
      statecode: 0,
      statuscode: 2,
    });
    expect(engine.system.get('activitypointer', task)).toMatchObject({ activitytypecode: 'task', subject: 's' });
    engine.system.update('task', task, { subject: null });
    expect(engine.system.find('task', { subject: null, ownerid: { table: 'systemuser', id: USER } })).toHaveLength(1);
    engine.system.remove('task', task);
    expect(engine.system.get('activitypointer', task)).toBeUndefined();
    expect(() => engine.system.insert('task', { nope: 1 })).toThrow("no column 'nope'");
    engine.close();
  });

  it('undoes a transaction of system work as a whole, nested ones too', () => {
    const engine = open();
    engine.system.transaction(() => {
      engine.system.insert('contact', { lastname: 'kept' });
      expect(() =>
        engine.system.transaction(() => {
          engine.system.insert('contact', { lastname: 'lost' });
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    expect(engine.system.find('contact', {}).map((row) => row['lastname'])).toEqual(['kept']);
    engine.close();
  });

  it('takes new columns, keys and lookup targets into tables that hold rows', () => {
    const first = open((metadata) =>
      metadata.declareColumns('contact', [column('al_ref', { type: 'Lookup', targets: ['account'] })]),
    );
    const account = first.system.insert('account', { name: 'A' });
    const contact = first.system.insert('contact', { lastname: 'L', al_ref: { table: 'account', id: account } });
    first.close();
    const second = open((metadata) => {
      metadata.declareColumns('contact', [
        column('al_ref', { type: 'Lookup', targets: ['account', 'lead'] }),
        column('al_code'),
      ]);
      metadata.declareKey('contact', { schemaName: 'al_Code', logicalName: 'al_code', columns: ['al_code'] });
    });
    expect(second.system.get('contact', contact)).toMatchObject({
      al_ref: { table: 'account', id: account },
      al_code: null,
    });
    second.metadata.declareColumns('contact', [column('al_late')]);
    second.syncSchema();
    second.system.update('contact', contact, { al_late: 'x', al_code: 'c' });
    expect(() => second.system.insert('contact', { al_code: 'C' })).toThrow('Entity Key al_Code violated');
    second.close();
  });

  it('gives rising versions after a process that was killed', async () => {
    const first = open();
    makeAdministrator(first, USER);
    const caller = { userId: USER, initiatingUserId: USER };
    const make = (engine: typeof first) =>
      transact(engine.core, caller, (unit) =>
        createRow(
          engine.core,
          unit,
          engine.core.models.of('contact'),
          { lastname: 'x' },
          { resolve: () => ({ table: '', id: '' }) },
        ),
      );
    const one = await make(first);
    const version = Number(first.system.get('contact', one)?.['versionnumber']);
    first.core.db.close(); // as a kill: the counter was not written
    const second = open();
    const two = await make(second);
    expect(Number(second.system.get('contact', two)?.['versionnumber'])).toBeGreaterThan(version);
    second.close();
  });

  it('makes ids that rise and look like ids', () => {
    const ids = Array.from({ length: 5000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
  });
});
