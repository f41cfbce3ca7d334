/**
 * Verbs of the client that the local Dataverse does not carry out so far. Each must still be answered 501, so that the list cannot rot:
 * whoever builds one moves its case to the others.
 */
import { refused, type World } from './world.ts';
import type { Case } from '../group.ts';

const TASK = "LogicalName='task'";
const SOME = '5c300000-0000-4000-8000-000000000001';

export const notYet: readonly Case<World>[] = [
  { name: 'createEntity', run: async ({ api }) => void (await api.createEntity({ data: { SchemaName: 't_Made' } })) },
  {
    name: 'createAttribute',
    run: async ({ api }) =>
      void (await api.createAttribute({ entityKey: "LogicalName='task'", data: { SchemaName: 't_Made' } })),
  },
  {
    name: 'createRelationship',
    run: async ({ api }) => void (await api.createRelationship({ data: { SchemaName: 't_made' } })),
  },
  {
    name: 'createGlobalOptionSet',
    run: async ({ api }) => void (await api.createGlobalOptionSet({ data: { Name: 't_made' } })),
  },
  {
    name: 'updateEntity',
    run: async ({ api }) =>
      void (await api.updateEntity({ key: TASK, data: { MetadataId: SOME, SchemaName: 'Task' } })),
  },
  {
    name: 'updateAttribute',
    run: async ({ api }) =>
      void (await api.updateAttribute({ entityKey: TASK, data: { MetadataId: SOME, SchemaName: 'Subject' } })),
  },
  {
    name: 'updateRelationship',
    run: async ({ api }) =>
      void (await api.updateRelationship({
        castType: 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
        data: { MetadataId: SOME },
      })),
  },
  { name: 'deleteRelationship', run: async ({ api }) => void (await api.deleteRelationship({ key: SOME })) },
  {
    name: 'updateGlobalOptionSet',
    run: async ({ api }) => void (await api.updateGlobalOptionSet({ data: { MetadataId: SOME, Name: 't_choice' } })),
  },
  { name: 'deleteGlobalOptionSet', run: async ({ api }) => void (await api.deleteGlobalOptionSet({ key: SOME })) },
  {
    name: 'downloadFile',
    run: async ({ api, contacts }) =>
      void (await api.downloadFile({ collection: 'contacts', key: contacts[0]!, property: 'entityimage' })),
  },
  { name: 'search', run: async ({ api }) => void (await api.search('client')) },
  { name: 'query', run: async ({ api }) => void (await api.query('client')) },
  { name: 'suggest', run: async ({ api }) => void (await api.suggest('client')) },
  { name: 'autocomplete', run: async ({ api }) => void (await api.autocomplete('client')) },
  {
    name: 'getBackgroundOperationStatus',
    run: async ({ api }) => void (await api.getBackgroundOperationStatus(SOME)),
  },
  { name: 'cancelBackgroundOperation', run: async ({ api }) => void (await api.cancelBackgroundOperation(SOME)) },
  {
    name: 'retrieveCsdlMetadata with annotations',
    run: async ({ api }) => void (await api.retrieveCsdlMetadata({ addAnnotations: true })),
  },
  {
    name: 'change tracking',
    run: async ({ api }) =>
      void (await api.retrieveMultiple({ collection: 'contacts', select: ['lastname'], trackChanges: true })),
  },
  {
    name: 'uploadFile',
    run: async ({ api, contacts }) =>
      void (await api.uploadFile({
        collection: 'contacts',
        key: contacts[0]!,
        property: 'entityimage',
        fileName: 'a.png',
        data: Buffer.from('x'),
      })),
  },
  {
    name: 'callFunction of RetrieveTotalRecordCount',
    run: async ({ api }) =>
      void (await api.callFunction({ name: 'RetrieveTotalRecordCount', parameters: { EntityNames: ['contact'] } })),
  },
];

/** The case that proves the other one's place in the list. */
export function stillMissing(each: Case<World>): Case<World> {
  return { name: `not yet: ${each.name}`, run: (world) => refused(() => each.run(world), 501) };
}
