import { afterEach, describe, expect, it } from '@jest/globals';
import { createRegistry, declareBaseTables, ENGLISH } from '../../metadata/index.ts';
import type { Column } from '../../metadata/types.ts';
import { createEngine } from '../engine.ts';
import type { RowEngine } from '../engine.ts';

let engine: RowEngine;
afterEach(() => engine.close());

const open = (): RowEngine => {
  const metadata = createRegistry();
  declareBaseTables(metadata);
  return createEngine({ file: ':memory:', metadata });
};

const texts = (names: readonly string[]): Column[] =>
  names.map((logicalName) => ({
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
  }));

const addToTask = (names: readonly string[]): void => {
  engine.metadata.declareColumns('task', texts(names));
  engine.syncSchema();
};

const plan = (sql: string): string =>
  engine.core.db
    .rows(`EXPLAIN QUERY PLAN ${sql}`, [])
    .map((row) => String(row['detail']))
    .join('\n');

describe('the SQL tables', () => {
  const many = ['new_a', 'new_b', 'new_c', 'new_d'];

  it('get many new columns at once, with and without rows, and keep rows and indexes', () => {
    engine = open();
    addToTask(many);
    const id = engine.system.insert('task', { subject: 's', new_d: 'd' });
    addToTask(['new_e', 'new_f', 'new_g', 'new_h']);
    engine.system.update('task', id, { new_h: 'h' });
    expect(engine.system.get('task', id)).toMatchObject({ subject: 's', new_d: 'd', new_h: 'h' });
    expect(plan('SELECT 1 FROM task WHERE regardingobjectid = ?')).toContain('ix_task_regardingobjectid');
  });

  it.each(['task', 'activitypointer'])('show the newest rows of %s without sorting all of them', (table) => {
    engine = open();
    const sql = `SELECT 1 FROM "${table}" WHERE statecode = 0 AND createdon >= ? ORDER BY createdon DESC, activityid LIMIT 50`;
    expect(plan(sql)).toContain(`ix_${table}_createdon`);
    expect(plan(sql)).not.toContain('TEMP B-TREE');
  });

  it('answer a timeline filter over two lookups from both indexes', () => {
    engine = open();
    const sql = 'SELECT 1 FROM task WHERE regardingobjectid = ? OR ownerid = ? ORDER BY scheduledend DESC';
    expect(plan(sql)).toMatch(/MULTI-INDEX OR[^]*ix_task_regardingobjectid[^]*ix_task_ownerid/);
  });

  it('find reads only the columns asked for', () => {
    engine = open();
    const applicationid = 'a0000000-0000-4000-8000-000000000009';
    engine.system.insert('systemuser', { applicationid, lastname: 'x', isdisabled: true });
    expect(engine.system.find('systemuser', { applicationid }, ['isdisabled'])).toEqual([{ isdisabled: true }]);
    expect(() => engine.system.find('systemuser', {}, ['nope'])).toThrow(/no column 'nope'/);
    expect(plan("SELECT 1 FROM systemuser WHERE applicationid = 'x'")).toContain('ix_systemuser_applicationid');
  });
});
