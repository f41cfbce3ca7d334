import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callsOf, column, label, lookup, startService, table, type Service } from './testing/definitions.ts';

let service: Service;
const { send, made, refusal } = callsOf(() => service);
const BANK = "EntityDefinitions(LogicalName='new_bank')";

beforeAll(async () => {
  service = await startService();
  await made('EntityDefinitions', table('new_Bank', { HasActivities: true, HasNotes: true }));
}, 30_000);
afterAll(() => service.close());

describe('columns', () => {
  const option = (value: number | null, text: string): object => ({ Value: value, Label: label(text) });

  it.each([
    ['String', { MaxLength: 5, FormatName: { Value: 'Email' } }, 'abc', 'abcdef'],
    ['Memo', { MaxLength: 10 }, 'text', 'x'.repeat(11)],
    ['Integer', { MinValue: 0, MaxValue: 5 }, 5, 6],
    ['BigInt', {}, 9_000_000_000, 'x'],
    ['Decimal', { MinValue: 0, MaxValue: 5, Precision: 3 }, 1.125, 7],
    ['Double', {}, 1.25, 'x'],
    ['Money', { PrecisionSource: 2 }, 12.5, 'x'],
    [
      'Boolean',
      { DefaultValue: false, OptionSet: { TrueOption: option(1, 'T'), FalseOption: option(0, 'F') } },
      true,
      1,
    ],
    ['DateTime', { Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } }, '2026-01-02', 'x'],
    [
      'Picklist',
      { OptionSet: { OptionSetType: 'Picklist', IsGlobal: false, Options: [option(7, 'A'), option(null, 'B')] } },
      100_000_000,
      8,
    ],
    ['MultiSelectPicklist', { OptionSet: { Options: [option(1, 'A'), option(2, 'B')] } }, '1,2', '3'],
  ])('%s: made, takes what it may, refuses what it may not, goes', async (type, extra, good, bad) => {
    const name = `new_c${type.toLowerCase()}`;
    const answer = await made(`${BANK}/Attributes`, column(type, `new_C${type}`, extra));
    expect(answer.headers.get('odata-entityid')).toMatch(
      /EntityDefinitions\(LogicalName='new_bank'\)\/Attributes\([0-9a-f-]{36}\)$/,
    );
    const { json } = await send('GET', `${BANK}/Attributes(${answer.id})`);
    expect(json).toMatchObject({
      LogicalName: name,
      IsCustomAttribute: true,
      '@odata.type': `#Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    });
    const row = await made('new_banks', { new_name: 'x', [name]: good });
    expect((await send('GET', `new_banks(${row.id})?$select=${name}`)).json[name]).toEqual(good);
    expect((await send('POST', 'new_banks', { new_name: 'x', [name]: bad })).status).toBe(400);
    expect((await send('DELETE', `${BANK}/Attributes(LogicalName='${name}')`)).status).toBe(204);
    expect((await send('GET', `new_banks(${row.id})?$select=${name}`)).status).toBe(400);
  });

  it('of Microsoft’s tables too; a changed length holds', async () => {
    const path = "EntityDefinitions(LogicalName='contact')/Attributes";
    const { id } = await made(path, column('String', 'new_Nick', { MaxLength: 3 }));
    expect((await send('POST', 'contacts', { lastname: 'l', new_nick: 'four' })).status).toBe(400);
    const body = { '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata', MaxLength: 4, MetadataId: id };
    expect((await send('PUT', `${path}(${id})`, body)).status).toBe(204);
    await made('contacts', { lastname: 'l', new_nick: 'four' });
    const refused = await refusal('PUT', `${path}(${id})`, {
      '@odata.type': '#Microsoft.Dynamics.CRM.IntegerAttributeMetadata',
    });
    expect(refused[2]).toMatch(/cannot become Integer/);
  });

  it.each([
    [column('String', 'Name'), '0x80040203', /customization prefix/],
    [column('String', 'new_Name'), '0x80047013', /already exists/],
    [column('String', 'new_X', { MaxLength: 5000 }), '0x80040203', /4000/],
    [column('Lookup', 'new_X'), '0x80040203', /LookupAttributeMetadata cannot be created through the SDK/],
    [column('UniqueIdentifier', 'new_X'), '0x80040203', /cannot be created/],
    [column('Picklist', 'new_X'), '0x80040203', /OptionSet/],
    [column('Decimal', 'new_X', { Precision: 11 }), '0x80040203', /Precision/],
    [column('String', 'new_X', { '@odata.type': undefined }), '0x80040203', /@odata.type/],
    [column('Image', 'new_X'), '0x80004001', /Image/],
  ])('refuses %j', async (body, code, message) => {
    const answer = await refusal('POST', `${BANK}/Attributes`, body);
    expect(answer[1]).toBe(code);
    expect(answer[2]).toMatch(message);
  });

  it('cannot go while a key names it, nor when it is the platform’s or the primary name', async () => {
    await made(`${BANK}/Attributes`, column('String', 'new_Code'));
    await made(`${BANK}/Keys`, { SchemaName: 'new_CodeKey', DisplayName: label('k'), KeyAttributes: ['new_code'] });
    expect((await refusal('DELETE', `${BANK}/Attributes(LogicalName='new_code')`))[1]).toBe('0x8004f01f');
    expect((await refusal('DELETE', `${BANK}/Attributes(LogicalName='createdon')`))[1]).toBe('0x8004f032');
    expect((await refusal('DELETE', `${BANK}/Attributes(LogicalName='new_name')`))[1]).toBe('0x8004f032');
    await made('new_banks', { new_name: 'a', new_code: '1' });
    expect((await refusal('POST', 'new_banks', { new_name: 'b', new_code: '1' })).slice(0, 2)).toEqual([
      412,
      '0x80060892',
    ]);
    expect((await send('DELETE', `${BANK}/Keys(LogicalName='new_codekey')`)).status).toBe(204);
    await made('new_banks', { new_name: 'b', new_code: '1' });
    expect(
      (await refusal('POST', `${BANK}/Keys`, { SchemaName: 'new_CodeKey', KeyAttributes: ['new_code'] }))[2],
    ).toMatch(/same values/);
    expect((await send('DELETE', `${BANK}/Attributes(LogicalName='new_code')`)).status).toBe(204);
  });
});

describe('relationships', () => {
  it('a one-to-many brings its lookup, takes binds, and goes with it', async () => {
    const { id } = await made(
      'RelationshipDefinitions',
      lookup('new_account_bank', 'account', 'new_bank', 'new_HouseId', 'Restrict'),
    );
    const { json } = await send(
      'GET',
      `RelationshipDefinitions(${id})/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata`,
    );
    expect(json).toMatchObject({
      SchemaName: 'new_account_bank',
      ReferencingEntityNavigationPropertyName: 'new_HouseId',
      ReferencedEntityNavigationPropertyName: 'new_account_bank',
      CascadeConfiguration: { Delete: 'Restrict' },
      IsCustomRelationship: true,
    });
    const account = await made('accounts', { name: 'a' });
    await made('new_banks', { new_name: 'x', 'new_HouseId@odata.bind': `/accounts(${account.id})` });
    expect((await send('DELETE', `accounts(${account.id})`)).status).toBe(400);
    const body = {
      '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
      CascadeConfiguration: { Delete: 'RemoveLink' },
    };
    expect((await send('PUT', `RelationshipDefinitions(${id})`, body)).status).toBe(204);
    expect((await send('DELETE', `accounts(${account.id})`)).status).toBe(204);
    expect((await send('DELETE', `RelationshipDefinitions(${id})`)).status).toBe(204);
    expect((await send('GET', `${BANK}/Attributes(LogicalName='new_houseid')`)).status).toBe(404);
  });

  it('a second one of the same lookup makes it a lookup to two tables', async () => {
    await made('RelationshipDefinitions', lookup('new_bank_who_contact', 'contact', 'new_bank', 'new_WhoId'));
    const who = lookup('new_bank_who_lead', 'lead', 'new_bank', 'new_WhoId');
    const second = await made('RelationshipDefinitions', {
      ...who,
      ReferencingEntityNavigationPropertyName: 'new_WhoId_lead',
    });
    const lead = await made('leads', { subject: 's', lastname: 'l' });
    const bank = await made('new_banks', { new_name: 'x', 'new_WhoId_lead@odata.bind': `/leads(${lead.id})` });
    expect((await send('DELETE', `RelationshipDefinitions(${second.id})`)).status).toBe(204);
    expect((await send('GET', `new_banks(${bank.id})?$select=_new_whoid_value`)).json['_new_whoid_value']).toBeNull();
  });

  it('a many-to-many links rows both ways', async () => {
    const { id } = await made('RelationshipDefinitions', {
      '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
      SchemaName: 'new_bank_contacts',
      Entity1LogicalName: 'new_bank',
      Entity2LogicalName: 'contact',
      IntersectEntityName: 'new_bank_contact',
    });
    const bank = await made('new_banks', { new_name: 'x' });
    const contact = await made('contacts', { lastname: 'l' });
    const link = await send('POST', `new_banks(${bank.id})/new_bank_contacts/$ref`, {
      '@odata.id': `contacts(${contact.id})`,
    });
    expect(link.status).toBe(204);
    expect(
      (await send('GET', `contacts(${contact.id})/new_bank_contacts?$select=new_name`)).json['value'],
    ).toHaveLength(1);
    expect((await send('DELETE', `RelationshipDefinitions(${id})`)).status).toBe(204);
    expect((await send('GET', `contacts(${contact.id})/new_bank_contacts`)).status).toBe(404);
  });
});

describe('global choices', () => {
  it('are made, bound to columns, relabelled, and go when nobody uses them', async () => {
    const { id } = await made('GlobalOptionSetDefinitions', {
      '@odata.type': 'Microsoft.Dynamics.CRM.OptionSetMetadata',
      Name: 'new_colors',
      DisplayName: label('Colors'),
      OptionSetType: 'Picklist',
      Options: [
        { Value: 727000000, Label: label('Red') },
        { Value: 727000001, Label: label('Green') },
      ],
    });
    await made(
      `${BANK}/Attributes`,
      column('Picklist', 'new_Color', { 'GlobalOptionSet@odata.bind': `/GlobalOptionSetDefinitions(${id})` }),
    );
    await made('new_banks', { new_name: 'x', new_color: 727000001 });
    expect((await send('POST', 'new_banks', { new_name: 'x', new_color: 5 })).status).toBe(400);
    expect((await refusal('DELETE', "GlobalOptionSetDefinitions(Name='new_colors')"))[1]).toBe('0x8004f01f');
    expect(
      (await send('PUT', `GlobalOptionSetDefinitions(${id})`, { MetadataId: id, DisplayName: label('Colours') }))
        .status,
    ).toBe(204);
    const path = `${BANK}/Attributes(LogicalName='new_color')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$expand=GlobalOptionSet`;
    expect((await send('GET', path)).json['GlobalOptionSet'].DisplayName.UserLocalizedLabel.Label).toBe('Colours');
    expect((await send('DELETE', `${BANK}/Attributes(LogicalName='new_color')`)).status).toBe(204);
    expect((await send('DELETE', "GlobalOptionSetDefinitions(Name='new_colors')")).status).toBe(204);
    expect((await refusal('GET', "GlobalOptionSetDefinitions(Name='new_colors')"))[0]).toBe(404);
  });
});
