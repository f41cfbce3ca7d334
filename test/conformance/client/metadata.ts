import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import type { Row, World } from './world.ts';

const BOX = "LogicalName='task'";

export const metadata: readonly Case<World>[] = [
  {
    name: 'retrieveEntities with $select and $filter',
    async run({ api }) {
      const { value } = await api.retrieveEntities<Row>({
        select: ['LogicalName', 'EntitySetName'],
        filter: "LogicalName eq 'phonecall'",
      });
      assert.equal(value[0]?.['EntitySetName'], 'phonecalls');
    },
  },
  {
    name: 'retrieveEntity with $expand of its attributes',
    async run({ api }) {
      const answer = await api.retrieveEntity<Row>({
        key: BOX,
        select: ['LogicalName', 'PrimaryIdAttribute'],
        expand: [{ property: 'Attributes', select: ['LogicalName'] }],
      });
      assert.equal(answer['PrimaryIdAttribute'], 'activityid');
      assert.ok((answer['Attributes'] as Row[]).some((each) => each['LogicalName'] === 'percentcomplete'));
    },
  },
  {
    name: 'retrieveAttributes, with a cast and options',
    async run({ api }) {
      const { value } = await api.retrieveAttributes<Row>({
        entityKey: BOX,
        castType: 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata',
        select: ['LogicalName'],
        expand: [{ property: 'OptionSet', select: ['Options'] }],
      });
      const priority = value.find((each) => each['LogicalName'] === 'prioritycode');
      const { Options } = priority?.['OptionSet'] as { Options: { Value: number }[] };
      assert.deepEqual(
        Options.map((each) => each.Value),
        [0, 1, 2],
      );
    },
  },
  {
    name: 'retrieveAttribute',
    async run({ api }) {
      const answer = await api.retrieveAttribute<Row>({
        entityKey: BOX,
        attributeKey: "LogicalName='subject'",
        castType: 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
        select: ['MaxLength'],
      });
      assert.equal(answer['MaxLength'], 200);
    },
  },
  {
    name: 'retrieveGlobalOptionSets and retrieveGlobalOptionSet',
    async run({ api }) {
      const { value } = await api.retrieveGlobalOptionSets<Row>();
      assert.ok(value.some((each) => each['Name'] === 't_choice'));
      const one = await api.retrieveGlobalOptionSet<Row>({ key: "Name='t_choice'" });
      assert.equal((one['Options'] as unknown[]).length, 2);
    },
  },
  {
    name: 'retrieveRelationships, with and without a cast',
    async run({ api }) {
      const all = await api.retrieveRelationships<Row>({ select: ['SchemaName', 'RelationshipType'] });
      const types = new Set(all.value.map((each) => each['RelationshipType']));
      assert.deepEqual(types, new Set(['OneToManyRelationship', 'ManyToManyRelationship']));
      const ours = await api.retrieveRelationships<Row>({
        castType: 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
        select: ['SchemaName', 'ReferencingAttribute'],
        filter: "ReferencedEntity eq 't_thing' and ReferencingEntity eq 'task'",
      });
      assert.deepEqual(
        ours.value.map((each) => [each['SchemaName'], each['ReferencingAttribute']]),
        [['t_thing_task', 't_thingid']],
      );
    },
  },
  {
    name: 'retrieveRelationship',
    async run({ api }) {
      const answer = await api.retrieveRelationship<Row>({ key: "SchemaName='Contact_Tasks'" });
      assert.equal(answer['ReferencedEntityNavigationPropertyName'], 'Contact_Tasks');
      assert.equal(answer['ReferencingEntityNavigationPropertyName'], 'regardingobjectid_contact_task');
    },
  },
  {
    name: 'retrieveCsdlMetadata',
    async run({ api }) {
      assert.match(await api.retrieveCsdlMetadata(), /<EntityType Name="task"/);
    },
  },
  {
    name: 'retrieveCsdlMetadata with annotations',
    async run({ api }) {
      const plain = await api.retrieveCsdlMetadata();
      const annotated = await api.retrieveCsdlMetadata({ addAnnotations: true });
      assert.match(annotated, /<EntityType Name="task"/);
      const count = (text: string): number => text.match(/<Annotation /g)?.length ?? 0;
      assert.ok(count(annotated) > count(plain), `${count(annotated)} annotations, ${count(plain)} without`);
    },
  },
];
