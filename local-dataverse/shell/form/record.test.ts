import { describe, expect, it } from '@jest/globals';
import type { CellModel, ColumnModel, FormModel, SessionModel, TableModel } from '../../src/shell/model.ts';
import type { WebApi } from '../api/webApi.ts';
import { createFormatter } from '../format/formatter.ts';
import { rowQuery } from './layout.ts';
import { FormRecord } from './record.ts';
import { SAVE_MODE, saveRecord } from './save.ts';
import type { SaveEvents } from './save.ts';

const column = (name: string, type: string, more: object = {}): ColumnModel =>
  ({
    name,
    schemaName: name,
    type,
    label: name,
    description: '',
    required: 'None',
    creatable: true,
    updatable: true,
    ...more,
  }) as ColumnModel;
const table = {
  name: 'contact',
  schemaName: 'Contact',
  setName: 'contacts',
  objectTypeCode: 2,
  label: 'Contact',
  collectionLabel: 'Contacts',
  primaryId: 'contactid',
  primaryName: 'fullname',
  isActivity: false,
  isCustom: false,
  ownership: 'UserOwned',
  columns: Object.fromEntries(
    [
      column('contactid', 'Uniqueidentifier'),
      column('fullname', 'String', { updatable: false, creatable: false }),
      column('lastname', 'String', { required: 'ApplicationRequired', maxLength: 10 }),
      column('ownerid', 'Owner', {
        targets: [
          {
            table: 'systemuser',
            setName: 'systemusers',
            label: 'User',
            primaryId: 'systemuserid',
            navigation: 'ownerid',
          },
        ],
      }),
      column('numberofchildren', 'Integer', { minValue: 0, maxValue: 20 }),
      column('donotemail', 'Boolean', { defaultValue: false }),
      column('statecode', 'State', {
        options: [
          { value: 0, label: 'Active' },
          { value: 1, label: 'Inactive' },
        ],
      }),
      column('hidden', 'Memo'),
    ].map((one) => [one.name, one]),
  ),
} as TableModel;
const cell = (name: string, more: Partial<CellModel> = {}, custom?: object): CellModel =>
  ({
    id: name,
    label: '',
    showLabel: true,
    visible: true,
    colspan: 1,
    rowspan: 1,
    control: {
      id: name,
      kind: 'field',
      classId: '',
      column: name,
      disabled: false,
      parameters: {},
      ...(custom ? { custom } : {}),
    },
    ...more,
  }) as CellModel;
const form = {
  id: 'f',
  name: 'F',
  table: 'contact',
  type: 2,
  order: 0,
  footer: [],
  libraries: [],
  handlers: [],
  header: [cell('ownerid')],
  tabs: [
    {
      id: 't',
      name: 'tab',
      label: 'Tab',
      visible: true,
      expanded: true,
      columns: [
        {
          width: '100%',
          sections: [
            {
              id: 's',
              name: 'section',
              label: 'S',
              showLabel: true,
              visible: true,
              columns: 1,
              rows: [
                [cell('lastname')],
                [cell('numberofchildren')],
                [cell('lastname')],
                [cell('donotemail')],
                [
                  cell(
                    'fullname',
                    {},
                    {
                      name: 'x',
                      formFactor: 0,
                      parameters: { text: { value: 'hidden', isStatic: false }, size: { value: '3', isStatic: true } },
                    },
                  ),
                ],
              ],
            },
          ],
        },
      ],
    },
  ],
} as FormModel;
const session = { user: { id: 'u1', name: 'Ada', email: '' } } as SessionModel;
const ID = '22222222-0000-4000-8000-000000000002';
const make = (): FormRecord => new FormRecord(table, form, createFormatter({ locale: 'en-US', timeZone: 'UTC' }));
const events: SaveEvents = { before: () => Promise.resolve(true), after: () => Promise.resolve() };

function fakeApi(stored: Record<string, unknown>): { api: WebApi; calls: unknown[][] } {
  const calls: unknown[][] = [];
  const api = {
    create: (...args: unknown[]) => (calls.push(['create', ...args]), Promise.resolve(ID)),
    update: (...args: unknown[]) => (calls.push(['update', ...args]), Promise.resolve()),
    retrieve: () => Promise.resolve(stored),
  };
  return { api: api as unknown as WebApi, calls };
}

describe('FormRecord', () => {
  it('asks for the columns of the form, bound by components too, and those every form needs', () => {
    const query = new URLSearchParams(rowQuery(form, table)).get('$select')?.split(',');
    expect(query?.sort()).toEqual([
      '_ownerid_value',
      'contactid',
      'donotemail',
      'fullname',
      'hidden',
      'lastname',
      'numberofchildren',
      'statecode',
    ]);
  });

  it('names controls as the platform does: header_, and numbers for a column placed twice', () => {
    expect([...make().controls.keys()]).toEqual([
      'lastname',
      'numberofchildren',
      'lastname1',
      'donotemail',
      'fullname',
      'header_ownerid',
    ]);
  });

  it('knows what is dirty, and tells listeners once for several changes', async () => {
    const record = make();
    record.load(ID, { lastname: 'Sample', numberofchildren: 2 });
    await Promise.resolve();
    let told = 0;
    record.subscribe(() => (told += 1));
    record.attributes.get('lastname')?.set('Other');
    record.attributes.get('numberofchildren')?.set(3);
    expect(record.isDirty).toBe(true);
    record.attributes.get('lastname')?.set('Sample');
    record.attributes.get('numberofchildren')?.set(2);
    expect(record.isDirty).toBe(false);
    await Promise.resolve();
    expect(told).toBe(1);
  });

  it('is read-only for closed rows and columns that cannot be changed', () => {
    const record = make();
    record.load(ID, { statecode: 0 });
    const disabled = (name: string): boolean => {
      const control = record.controls.get(name);
      return !control || record.isDisabled(control);
    };
    expect([disabled('lastname'), disabled('fullname'), record.formType]).toEqual([false, true, 2]);
    record.load(ID, { statecode: 1 });
    expect([disabled('lastname'), record.formType]).toEqual([true, 4]);
  });
});

describe('saveRecord', () => {
  it('creates with defaults and what was entered; the owner is left to the server', async () => {
    const record = make();
    record.startNew(session, { numberofchildren: 1 });
    record.attributes.get('lastname')?.set('Sample');
    const { api, calls } = fakeApi({ lastname: 'Sample', fullname: 'Zoe Sample' });
    expect(await saveRecord(record, api, events, SAVE_MODE.save)).toEqual({ kind: 'saved', isNew: true });
    expect(calls).toEqual([['create', 'contact', { lastname: 'Sample', numberofchildren: 1, donotemail: false }]]);
    expect([record.id, record.isDirty, record.primaryValue]).toEqual([ID, false, 'Zoe Sample']);
  });

  it('sends only what changed, and nothing when nothing did', async () => {
    const record = make();
    record.load(ID, { lastname: 'Sample', numberofchildren: 2 });
    const { api, calls } = fakeApi({ lastname: 'Sample' });
    expect(await saveRecord(record, api, events, SAVE_MODE.save)).toEqual({ kind: 'nothing' });
    record.attributes.get('numberofchildren')?.set(null);
    await saveRecord(record, api, events, SAVE_MODE.save);
    expect(calls).toEqual([['update', 'contact', ID, { numberofchildren: null }]]);
  });

  it('refuses missing, too long and out-of-range values and names the columns', async () => {
    const record = make();
    record.load(ID, { lastname: 'Sample' });
    record.attributes.get('lastname')?.set(null);
    record.attributes.get('numberofchildren')?.set(21);
    const { api, calls } = fakeApi({});
    const outcome = await saveRecord(record, api, events, SAVE_MODE.save);
    expect(outcome).toEqual({
      kind: 'invalid',
      problems: ['lastname: Required fields must be filled in.', 'numberofchildren: The largest value is 20.'],
    });
    expect(record.notifications.map((one) => one.level)).toEqual(['ERROR']);
    expect(calls).toEqual([]);
    record.attributes.get('lastname')?.set('much too long a name');
    record.attributes.get('numberofchildren')?.set(1);
    expect(await saveRecord(record, api, events, SAVE_MODE.save)).toMatchObject({
      kind: 'invalid',
      problems: ['lastname: 20 characters are too many; the limit is 10.'],
    });
  });

  it('asks handlers before and tells them after, failures too', async () => {
    const record = make();
    record.load(ID, { lastname: 'Sample' });
    record.attributes.get('lastname')?.set('Other');
    const { api } = fakeApi({});
    expect(await saveRecord(record, api, { ...events, before: () => Promise.resolve(false) }, SAVE_MODE.save)).toEqual({
      kind: 'prevented',
    });
    const told: unknown[] = [];
    const failing = { ...api, update: () => Promise.reject(new Error('The server said no.')) } as unknown as WebApi;
    const outcome = await saveRecord(
      record,
      failing,
      { ...events, after: (result) => Promise.resolve(void told.push(result.isSuccess)) },
      SAVE_MODE.save,
    );
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect([told, record.isDirty, record.notifications]).toEqual([[false], true, []]);
  });
});
