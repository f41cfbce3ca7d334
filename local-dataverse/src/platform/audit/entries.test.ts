import { describe, expect, it } from '@jest/globals';
import { createRegistry, declareBaseTables } from '../../metadata/index.ts';
import { CONTACT_ID, exampleMessage } from '../webhooks/testing/examples.ts';
import { auditEntries } from './entries.ts';

const metadata = createRegistry();
declareBaseTables(metadata);
const email = metadata.table('email');
if (email !== undefined) metadata.declareTable({ ...email, isAuditEnabled: true });

describe('entries of the audit log', () => {
  it('cap texts at 5,000 characters, with dots ([DOC] retrieve-audit-data)', () => {
    const [entry] = auditEntries(
      metadata,
      exampleMessage({
        message: 'Create',
        table: 'email',
        id: CONTACT_ID,
        pre: undefined,
        post: { activityid: CONTACT_ID, description: 'x'.repeat(6000) },
      }),
    );
    expect(entry?.change).toEqual({
      changedAttributes: [{ logicalName: 'description', oldValue: null, newValue: `${'x'.repeat(5000)}…` }],
    });
  });

  it('leave out what only the platform writes, and tables that are not audited', () => {
    const [entry, ...more] = auditEntries(metadata, exampleMessage());
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ action: 2, operation: 2, table: 'contact', id: CONTACT_ID });
    expect(entry?.change).toEqual({
      changedAttributes: [{ logicalName: 'firstname', oldValue: 'Jim', newValue: 'James' }],
    });
    expect(auditEntries(metadata, exampleMessage({ table: 'queue' }))).toEqual([]);
    expect(auditEntries(metadata, exampleMessage({ message: 'Retrieve' }))).toEqual([]);
  });
});
