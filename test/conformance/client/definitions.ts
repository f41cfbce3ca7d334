/** Metadata writes by the client. Its own prefix is that of the default publisher, `new`. */
import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import { made, refused, type Row, type World } from './world.ts';

const label = (Label: string): Row => ({ LocalizedLabels: [{ Label, LanguageCode: 1033 }] });
const TYPE = 'Microsoft.Dynamics.CRM.';

const column = (type: string, SchemaName: string, extra: Row = {}): Row => ({
  '@odata.type': `${TYPE}${type}AttributeMetadata`,
  SchemaName,
  DisplayName: label(SchemaName),
  ...extra,
});

const table = (SchemaName: string): Row => ({
  SchemaName,
  DisplayName: label(SchemaName),
  DisplayCollectionName: label(`${SchemaName}s`),
  OwnershipType: 'UserOwned',
  Attributes: [column('String', 'new_Name', { IsPrimaryName: true, MaxLength: 50 })],
});

/** A table of the case's own; its MetadataId. */
async function makeTable({ api }: World, name: string): Promise<string> {
  return String(await api.createEntity({ data: table(name) }));
}

export const definitions: readonly Case<World>[] = [
  {
    name: 'createEntity and rows of it',
    async run(world) {
      const id = await makeTable(world, 'new_Made');
      assert.match(id, /^[0-9a-f-]{36}$/);
      await made(world.api, 'new_mades', { new_name: 'row' });
    },
  },
  {
    name: 'updateEntity',
    async run(world) {
      const MetadataId = await makeTable(world, 'new_Renamed');
      await world.api.updateEntity({
        data: { MetadataId, SchemaName: 'new_Renamed', DisplayName: label('Other') },
        mergeLabels: true,
      });
      const now = await world.api.retrieveEntity<Row>({ key: MetadataId, select: ['DisplayName'] });
      assert.equal((now['DisplayName'] as { UserLocalizedLabel: Row }).UserLocalizedLabel['Label'], 'Other');
    },
  },
  {
    name: 'createAttribute',
    async run(world) {
      const entityKey = await makeTable(world, 'new_Columned');
      const id = await world.api.createAttribute({ entityKey, data: column('Integer', 'new_Count', { MaxValue: 5 }) });
      assert.match(String(id), /^[0-9a-f-]{36}$/);
      await made(world.api, 'new_columneds', { new_name: 'row', new_count: 5 });
      await refused(() => world.api.create({ collection: 'new_columneds', data: { new_count: 6 } }), 400);
    },
  },
  {
    name: 'updateAttribute',
    async run({ api }) {
      const entityKey = "LogicalName='task'";
      const id = await api.createAttribute({ entityKey, data: column('String', 'new_Code', { MaxLength: 3 }) });
      await api.updateAttribute({
        entityKey,
        castType: `${TYPE}StringAttributeMetadata`,
        data: { ...column('String', 'new_Code', { MaxLength: 4 }), MetadataId: String(id) },
      });
      await made(api, 'tasks', { subject: 's', new_code: 'four' });
    },
  },
  {
    name: 'createRelationship, updateRelationship, deleteRelationship',
    async run(world) {
      await makeTable(world, 'new_Child');
      const data = {
        '@odata.type': `${TYPE}OneToManyRelationshipMetadata`,
        SchemaName: 'new_account_child',
        ReferencedEntity: 'account',
        ReferencingEntity: 'new_child',
        Lookup: column('Lookup', 'new_AccountId'),
      };
      const { api, account } = world;
      const key = String(await api.createRelationship({ data }));
      await made(api, 'new_childs', { 'new_AccountId@odata.bind': `/accounts(${account})` });
      await api.updateRelationship({
        castType: `${TYPE}OneToManyRelationshipMetadata`,
        data: { MetadataId: key, CascadeConfiguration: { Delete: 'Cascade' } },
      });
      const now = await api.retrieveRelationship<Row>({ key });
      assert.equal((now['CascadeConfiguration'] as Row)['Delete'], 'Cascade');
      await api.deleteRelationship({ key });
      await refused(() => api.retrieveRelationship({ key }), 404);
    },
  },
  {
    name: 'createGlobalOptionSet, updateGlobalOptionSet, deleteGlobalOptionSet',
    async run({ api }) {
      const Options = [{ Value: 1, Label: label('One') }];
      const data = { '@odata.type': `${TYPE}OptionSetMetadata`, Name: 'new_made', DisplayName: label('Made'), Options };
      const key = String(await api.createGlobalOptionSet({ data }));
      await api.updateGlobalOptionSet({ data: { MetadataId: key, Name: 'new_made', DisplayName: label('Changed') } });
      const now = await api.retrieveGlobalOptionSet<Row>({ key });
      assert.equal((now['DisplayName'] as { UserLocalizedLabel: Row }).UserLocalizedLabel['Label'], 'Changed');
      await api.deleteGlobalOptionSet({ key });
      await refused(() => api.retrieveGlobalOptionSet({ key }), 404);
    },
  },
];
