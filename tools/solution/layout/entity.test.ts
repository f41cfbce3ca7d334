/** Tables: flags, columns, cascades. */
import { describe, expect, it } from '@jest/globals';

import { dense, file, generateWith } from '../test-support/layout.ts';
import { thing } from '../test-support/thing.ts';

describe('tables', () => {
  const entity = dense(file('Entities/al_thing/Entity.xml'));
  const column = (name: string): string => entity.split('<attribute ').find((each) => each.includes(`"${name}"`)) ?? '';
  it('have an icon and flags', () => {
    expect(entity).toContain('<IconVectorName>al_/icons/thing.svg</IconVectorName>');
    expect(entity).toContain('<HasRelatedNotes>True</HasRelatedNotes>');
    expect(entity).toContain('<ChangeTrackingEnabled>1</ChangeTrackingEnabled>');
    expect(entity).toContain('<OwnershipTypeMask>UserOwned</OwnershipTypeMask><IsAuditEnabled>0</IsAuditEnabled>');
  });

  it('have choices of their own, several at once, days, secured columns, numbered texts', () => {
    expect(column('al_colour')).toMatch(
      /<Type>picklist<.*<AppDefaultValue>727000001<.*<optionset Name="al_thing_al_colour">/,
    );
    expect(column('al_colours')).toMatch(/<Type>multiselectpicklist<.*<optionset Name="al_thing_al_colours">/);
    expect(column('al_shared')).toContain('<OptionSetName>al_palette</OptionSetName>');
    expect(column('al_day')).toContain('<Behavior>2</Behavior>');
    expect(column('al_when')).toContain('<Behavior>3</Behavior>');
    expect(column('al_secret')).toMatch(/<IsAuditEnabled>0<.*<IsSecured>1</);
    expect(column('al_name')).toContain('<AutoNumberFormat>T-{SEQNUM:5}</AutoNumberFormat>');
  });

  it('pass on what happens to the row that a lookup points to', () => {
    const body = dense(file('Other/Relationships/al_thing.xml'));
    expect(body).toContain(
      '<CascadeAssign>Cascade</CascadeAssign><CascadeDelete>Cascade</CascadeDelete><CascadeArchive>Cascade</CascadeArchive>' +
        '<CascadeReparent>Cascade</CascadeReparent><CascadeShare>ActiveOnly</CascadeShare><CascadeUnshare>UserOwned</CascadeUnshare>',
    );
  });

  it('hang on one parent at most', () => {
    const columns = thing.columns.map((each) =>
      each.type === 'lookup' ? { ...each, targets: ['contact'], cascades: { assign: 'Cascade' as const } } : each,
    );
    expect(generateWith({ columns, forms: [], views: thing.views })).toThrow(/is a second one that cascades/);
  });

  it('have their icon in the solution', () => {
    expect(generateWith({ icon: 'al_/gone.svg' })).toThrow(/web resource al_\/gone\.svg is not in the model/);
  });
});
