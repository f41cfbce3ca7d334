import { describe, expect, it } from '@jest/globals';
import type { ColumnModel } from '../../src/shell/model.ts';
import { partiesOf, partyRows, sameValue, toBody, valueOf } from './values.ts';

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
const ID = '22222222-0000-4000-8000-000000000002';
const regarding = column('regardingobjectid', 'Lookup', {
  targets: [
    {
      table: 'account',
      setName: 'accounts',
      label: 'Account',
      primaryId: 'accountid',
      navigation: 'regardingobjectid_account_task',
    },
    {
      table: 'contact',
      setName: 'contacts',
      label: 'Contact',
      primaryId: 'contactid',
      navigation: 'regardingobjectid_contact_task',
    },
  ],
});

describe('valueOf', () => {
  it('reads lookups with name and table from annotations', () => {
    const row = {
      _regardingobjectid_value: ID.toUpperCase(),
      '_regardingobjectid_value@OData.Community.Display.V1.FormattedValue': 'Zoe',
      '_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
    };
    expect(valueOf(regarding, row)).toEqual([{ id: ID, name: 'Zoe', entityType: 'contact' }]);
  });

  it('reads dates as moments, and days without a zone as days', () => {
    expect(valueOf(column('createdon', 'DateTime'), { createdon: '2026-03-03T10:00:00Z' })).toEqual(
      new Date('2026-03-03T10:00:00Z'),
    );
    expect(valueOf(column('birthdate', 'DateTime', { dateBehavior: 'DateOnly' }), { birthdate: '2026-03-03' })).toEqual(
      new Date(2026, 2, 3),
    );
  });

  it('reads several choices, and parties by their kind', () => {
    expect(valueOf(column('tags', 'MultiSelectPicklist'), { tags: '1,3' })).toEqual([1, 3]);
    const parties = [
      {
        participationtypemask: 1,
        _partyid_value: ID,
        '_partyid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'systemuser',
        '_partyid_value@OData.Community.Display.V1.FormattedValue': 'Ada',
      },
      { participationtypemask: 2, addressused: 'zoe@example.com' },
    ];
    expect(partiesOf(column('from', 'PartyList'), parties)).toEqual([
      { id: ID, name: 'Ada', entityType: 'systemuser' },
    ]);
    expect(partiesOf(column('to', 'PartyList'), parties)?.[0]?.name).toBe('zoe@example.com');
    expect(partiesOf(column('cc', 'PartyList'), parties)).toBeNull();
  });
});

describe('toBody', () => {
  it('binds a polymorphic lookup by the navigation of its table', () => {
    expect(toBody(regarding, [{ id: ID, name: 'Zoe', entityType: 'contact' }])).toEqual({
      'regardingobjectid_contact_task@odata.bind': `/contacts(${ID})`,
    });
    expect(toBody(regarding, null)).toEqual({ 'regardingobjectid_account_task@odata.bind': null });
    expect(() => toBody(regarding, [{ id: ID, name: '', entityType: 'lead' }])).toThrow(
      'cannot point to a row of lead',
    );
  });

  it('writes moments, days, choices and empty texts', () => {
    expect(toBody(column('due', 'DateTime'), new Date('2026-03-03T10:00:00.123Z'))).toEqual({
      due: '2026-03-03T10:00:00Z',
    });
    expect(toBody(column('day', 'DateTime', { dateBehavior: 'DateOnly' }), new Date(2026, 2, 3))).toEqual({
      day: '2026-03-03',
    });
    expect(toBody(column('tags', 'MultiSelectPicklist'), [1, 3])).toEqual({ tags: '1,3' });
    expect(toBody(column('name', 'String'), '')).toEqual({ name: null });
  });
});

describe('partyRows', () => {
  it('writes parties of a new activity with their kind', () => {
    const to = column('to', 'PartyList', {
      targets: [
        {
          table: 'contact',
          setName: 'contacts',
          label: 'Contact',
          primaryId: 'contactid',
          navigation: 'partyid_contact',
        },
        { table: 'lead', setName: 'leads', label: 'Lead', primaryId: 'leadid', navigation: 'partyid_lead' },
      ],
    });
    expect(partyRows(to, [{ id: ID, name: 'Zoe', entityType: 'contact' }])).toEqual([
      { participationtypemask: 2, 'partyid_contact@odata.bind': `/contacts(${ID})` },
    ]);
    expect(partyRows(to, null)).toEqual([]);
  });
});

describe('sameValue', () => {
  it('compares as people do', () => {
    expect(sameValue(null, '')).toBe(true);
    expect(sameValue([], null)).toBe(true);
    expect(sameValue(1, '1')).toBe(false);
    expect(sameValue(false, null)).toBe(false);
    expect(sameValue(new Date(5), new Date(5))).toBe(true);
    expect(
      sameValue([{ id: ID, name: 'Zoe', entityType: 'contact' }], [{ id: ID, name: 'Zoé', entityType: 'contact' }]),
    ).toBe(true);
    expect(sameValue([{ id: ID, name: '', entityType: 'contact' }], [{ id: ID, name: '', entityType: 'lead' }])).toBe(
      false,
    );
  });
});
