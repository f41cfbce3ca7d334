import { describe, expect, it } from '@jest/globals';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { narrowToRelated, subgridSettings } from './related.ts';

const parsed = (): Document =>
  new DOMParser().parseFromString(
    '<fetch><entity name="contact"><attribute name="fullname"/></entity></fetch>',
    'text/xml',
  ) as unknown as Document;
const written = (fetch: Document): string => new XMLSerializer().serializeToString(fetch as never);

describe('subgrids', () => {
  it('read their parameters as forms write them', () => {
    expect(
      subgridSettings({
        TargetEntityType: 'contact',
        ViewId: '{AB000000-0000-4000-8000-000000000001}',
        RelationshipName: 'contact_customer_accounts',
        RecordsPerPage: '10',
        EnableViewPicker: 'true',
        ViewIds: '{AB000000-0000-4000-8000-000000000001},{AB000000-0000-4000-8000-000000000002}',
        ChartGridMode: 'Chart',
      }),
    ).toEqual({
      table: 'contact',
      viewId: 'ab000000-0000-4000-8000-000000000001',
      relationship: 'contact_customer_accounts',
      pageSize: 10,
      viewIds: ['ab000000-0000-4000-8000-000000000001', 'ab000000-0000-4000-8000-000000000002'],
      hasQuickFind: false,
      chartMode: 'Chart',
      chartId: '',
    });
    expect(subgridSettings({ TargetEntityType: 'Task' })).toMatchObject({ table: 'task', pageSize: 4, viewIds: [] });
  });

  it('list what points to the row', () => {
    const fetch = parsed();
    const relationship = {
      kind: 'oneToMany',
      name: 'r',
      table: 'contact',
      column: 'parentcustomerid',
      collection: 'c',
    } as const;
    narrowToRelated(fetch, relationship, 'p1', 'contactid');
    expect(written(fetch)).toContain(
      '<filter type="and"><condition attribute="parentcustomerid" operator="eq" value="p1"/></filter></entity>',
    );
  });

  it('list what an intersect table links to the row', () => {
    const fetch = parsed();
    const relationship = {
      kind: 'manyToMany',
      name: 'r',
      table: 'contact',
      intersectTable: 'contactleads',
      ownColumn: 'leadid',
      otherColumn: 'contactid',
      collection: 'c',
    } as const;
    narrowToRelated(fetch, relationship, 'p1', 'contactid');
    expect(written(fetch)).toContain(
      '<link-entity name="contactleads" from="contactid" to="contactid" intersect="true"><filter type="and"><condition attribute="leadid" operator="eq" value="p1"/></filter></link-entity>',
    );
  });
});
