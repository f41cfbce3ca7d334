import { describe, expect, it } from '@jest/globals';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { addToQuery } from './datasetFilter.ts';
import type { DatasetFilter, DatasetLink } from './datasetFilter.ts';

const query = (filter: DatasetFilter | undefined, links: readonly DatasetLink[] = []): string => {
  const fetch = new DOMParser().parseFromString('<fetch><entity name="contact"/></fetch>', 'text/xml');
  addToQuery(fetch as unknown as Document, filter, links);
  return new XMLSerializer().serializeToString(fetch);
};
const condition = (attributeName: string, conditionOperator: number, value: string | string[] = '') => ({
  attributeName,
  conditionOperator,
  value,
});

describe('filters of data sets', () => {
  it('become FetchXML', () => {
    const filter = {
      filterOperator: 1,
      conditions: [condition('a', 0, '1'), condition('b', 49, 'x'), condition('c', 12), condition('d', 8, ['1', '2'])],
      filters: [{ filterOperator: 0, conditions: [condition('e', 17)] }],
    };
    expect(query(filter)).toBe(
      '<fetch><entity name="contact"><filter type="or"><condition attribute="a" operator="eq" value="1"/><condition attribute="b" operator="like" value="%x%"/><condition attribute="c" operator="null"/><condition attribute="d" operator="in"><value>1</value><value>2</value></condition><filter type="and"><condition attribute="e" operator="last-seven-days"/></filter></filter></entity></fetch>',
    );
  });

  it('reach linked tables, and refuse operators that do not exist', () => {
    const link = { name: 'account', from: 'accountid', to: 'parentcustomerid', linkType: 'inner', alias: 'company' };
    const filter = { filterOperator: 0, conditions: [{ ...condition('name', 0, 'A'), entityAliasName: 'company' }] };
    expect(query(filter, [link])).toContain(
      '<link-entity name="account" from="accountid" to="parentcustomerid" link-type="inner" alias="company"/>',
    );
    expect(query(filter, [link])).toContain('entityname="company"');
    expect(() => query({ filterOperator: 0, conditions: [condition('a', 99)] })).toThrow('99');
  });
});
