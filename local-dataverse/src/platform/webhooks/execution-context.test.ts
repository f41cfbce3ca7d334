import { describe, expect, it } from '@jest/globals';
import { createRegistry, declareBaseTables } from '../../metadata/index.ts';
import { executionContext } from './execution-context.ts';
import type { RemoteExecutionContext, Surroundings } from './execution-context.ts';
import { CONTACT_ID, SELLER_ID, exampleMessage, exampleStep } from './testing/examples.ts';

const metadata = createRegistry();
declareBaseTables(metadata);
const around: Surroundings = {
  metadata,
  organizationId: 'org',
  organizationName: 'local',
  businessUnitId: 'unit',
  operationId: 'job',
};
const CONTRACTS = 'http://schemas.microsoft.com/xrm/2011/Contracts';
const parameter = (context: RemoteExecutionContext, key: string): unknown =>
  context.InputParameters.find((pair) => pair.key === key)?.value;
const attributes = (entity: unknown): Record<string, unknown> =>
  Object.fromEntries(
    (entity as { Attributes: { key: string; value: unknown }[] }).Attributes.map(({ key, value }) => [key, value]),
  );

describe('the remote execution context', () => {
  it('B-10 has every documented key', () => {
    const context = executionContext(exampleMessage(), exampleStep(), around);
    const parent = context.ParentContext;
    expect(context).toEqual({
      InputParameters: expect.any(Array),
      ParentContext: expect.any(Object),
      BusinessUnitId: 'unit',
      CorrelationId: 'c0000000-0000-4000-8000-00000000000a',
      Depth: 1,
      InitiatingUserId: 'c0000000-0000-4000-8000-000000000003',
      IsExecutingOffline: false,
      IsInTransaction: false,
      IsOfflinePlayback: false,
      IsolationMode: 1,
      MessageName: 'Update',
      Mode: 1,
      OperationCreatedOn: '/Date(1795253407000)/',
      OperationId: 'job',
      OrganizationId: 'org',
      OrganizationName: 'local',
      OutputParameters: [],
      OwningExtension: {
        Id: exampleStep().id,
        KeyAttributes: [],
        LogicalName: 'sdkmessageprocessingstep',
        Name: null,
        RowVersion: null,
      },
      PostEntityImages: [
        {
          key: 'AsynchronousStepPrimaryName',
          value: {
            Attributes: [
              { key: 'fullname', value: 'James Glynn' },
              { key: 'contactid', value: CONTACT_ID },
            ],
            EntityState: null,
            FormattedValues: [],
            Id: CONTACT_ID,
            KeyAttributes: [],
            LogicalName: 'contact',
            RelatedEntities: [],
            RowVersion: null,
          },
        },
      ],
      PreEntityImages: [],
      PrimaryEntityId: CONTACT_ID,
      PrimaryEntityName: 'contact',
      RequestId: null,
      SecondaryEntityName: 'none',
      SharedVariables: [],
      Stage: 40,
      UserId: SELLER_ID,
    });
    expect(parent).toMatchObject({ Stage: 30, ParentContext: null, MessageName: 'Update' });
    expect(attributes(parent && parameter(parent, 'Target'))).toEqual({ contactid: CONTACT_ID, firstname: 'James' });
    expect(parent && parameter(parent, 'SuppressDuplicateDetection')).toBe(false);
  });

  it('carries the row with typed values, and after the operation what the platform set', () => {
    const target = parameter(executionContext(exampleMessage(), exampleStep(), around), 'Target');
    expect(target).toMatchObject({
      __type: `Entity:${CONTRACTS}`,
      EntityState: null,
      FormattedValues: [],
      Id: CONTACT_ID,
      KeyAttributes: [],
      LogicalName: 'contact',
      RelatedEntities: [],
      RowVersion: null,
    });
    expect(attributes(target)).toEqual({
      contactid: CONTACT_ID,
      firstname: 'James',
      fullname: 'James Glynn',
      modifiedon: '/Date(1795253407000)/',
      modifiedby: {
        __type: `EntityReference:${CONTRACTS}`,
        Id: SELLER_ID,
        KeyAttributes: [],
        LogicalName: 'systemuser',
        Name: null,
        RowVersion: null,
      },
    });
  });

  it('writes choices, money, dates and empty values as the SDK types', () => {
    const values = {
      contactid: CONTACT_ID,
      gendercode: 2,
      statecode: 0,
      creditlimit: 12.5,
      birthdate: '1990-02-03',
      donotemail: true,
      jobtitle: null,
    };
    const context = executionContext(
      exampleMessage({ message: 'Create', target: values, pre: undefined, post: undefined }),
      exampleStep(),
      around,
    );
    expect(attributes(parameter(context, 'Target'))).toEqual({
      contactid: CONTACT_ID,
      gendercode: { __type: `OptionSetValue:${CONTRACTS}`, Value: 2 },
      statecode: { __type: `OptionSetValue:${CONTRACTS}`, Value: 0 },
      creditlimit: { __type: `Money:${CONTRACTS}`, Value: 12.5 },
      birthdate: '/Date(634003200000)/',
      donotemail: true,
      jobtitle: null,
    });
  });

  it('never carries what cannot be read', () => {
    const target = { serviceendpointid: CONTACT_ID, name: 'Hook', authvalue: 'secret' };
    const message = exampleMessage({
      message: 'Create',
      table: 'serviceendpoint',
      target,
      pre: undefined,
      post: target,
    });
    const images = [{ alias: 'all', when: 'both', columns: undefined }] as const;
    expect(JSON.stringify(executionContext(message, exampleStep({ images }), around))).not.toContain('secret');
  });

  it('names a deleted row by reference', () => {
    const context = executionContext(
      exampleMessage({ message: 'Delete', target: undefined, post: undefined }),
      exampleStep(),
      around,
    );
    expect(context.InputParameters).toEqual([
      {
        key: 'Target',
        value: {
          __type: `EntityReference:${CONTRACTS}`,
          Id: CONTACT_ID,
          KeyAttributes: [],
          LogicalName: 'contact',
          Name: null,
          RowVersion: null,
        },
      },
    ]);
  });

  it('names the parameters of owner and state changes as the SDK does', () => {
    const assignee = { table: 'team', id: 't' };
    const assign = executionContext(exampleMessage({ message: 'Assign', input: { assignee } }), exampleStep(), around);
    expect(assign.InputParameters.map((pair) => pair.key)).toEqual(['Target', 'Assignee']);
    expect(parameter(assign, 'Assignee')).toMatchObject({ LogicalName: 'team', Id: 't' });
    const state = executionContext(
      exampleMessage({ message: 'SetState', input: { state: 1, status: 2 } }),
      exampleStep(),
      around,
    );
    expect(state.InputParameters.map((pair) => pair.key)).toEqual(['EntityMoniker', 'State', 'Status']);
    const qualify = executionContext(
      exampleMessage({ message: 'QualifyLead', input: { CreateAccount: true, Status: 3 } }),
      exampleStep(),
      around,
    );
    expect(qualify.InputParameters.map((pair) => pair.key)).toEqual(['LeadId', 'CreateAccount', 'Status']);
    expect(parameter(qualify, 'Status')).toMatchObject({ Value: 3 });
  });

  it('says before the operation only what is known then', () => {
    const step = exampleStep({
      mode: 'synchronous',
      stage: 20,
      images: [{ alias: 'image', when: 'both', columns: ['lastname', 'jobtitle'] }],
    });
    const context = executionContext(exampleMessage({ output: { id: CONTACT_ID } }), step, around);
    expect(context).toMatchObject({
      Mode: 0,
      Stage: 20,
      IsInTransaction: true,
      ParentContext: null,
      OutputParameters: [],
      PostEntityImages: [],
    });
    expect(context.RequestId).toBe('c0000000-0000-4000-8000-00000000000b');
    expect(attributes(parameter(context, 'Target'))).toEqual({ contactid: CONTACT_ID, firstname: 'James' });
    expect(context.PreEntityImages.map(({ key, value }) => [key, attributes(value)])).toEqual([
      ['image', { contactid: CONTACT_ID, lastname: 'Glynn' }],
    ]);
  });

  it('speaks for the user the step runs as, and for messages without a table', () => {
    const context = executionContext(
      exampleMessage({ message: 'PublishXml', table: undefined, id: undefined, input: { ParameterXml: '<x/>' } }),
      exampleStep({ runAs: 'u' }),
      around,
    );
    expect(context).toMatchObject({
      UserId: 'u',
      PrimaryEntityName: 'none',
      PrimaryEntityId: '00000000-0000-0000-0000-000000000000',
    });
    expect(context.InputParameters).toEqual([{ key: 'ParameterXml', value: '<x/>' }]);
  });
});
