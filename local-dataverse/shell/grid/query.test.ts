import { describe, expect, it } from '@jest/globals';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { applyQuery } from './query.ts';

function apply(fetchXml: string, query: Partial<Parameters<typeof applyQuery>[1]>): string {
  const document = new DOMParser().parseFromString(fetchXml, 'text/xml');
  applyQuery(document as unknown as Document, {
    page: 1,
    pageSize: 50,
    keyword: '',
    searchColumns: [],
    columns: [],
    ...query,
  });
  return new XMLSerializer().serializeToString(document);
}
const VIEW =
  '<fetch top="5"><entity name="contact"><attribute name="fullname"/><order attribute="fullname"/><filter><condition attribute="statecode" operator="eq" value="0"/></filter></entity></fetch>';

describe('applyQuery', () => {
  it('adds page, size and missing columns', () => {
    const xml = apply(VIEW, { page: 3, columns: ['contactid', 'fullname'] });
    expect(xml).toContain('<fetch page="3" count="50" returntotalrecordcount="true">');
    expect(xml.match(/<attribute name="fullname"/g)).toHaveLength(1);
    expect(xml).toContain('<attribute name="contactid"/>');
  });

  it("replaces the view's order", () => {
    const xml = apply(VIEW, { sort: { column: 'emailaddress1', descending: true } });
    expect(xml).not.toContain('<order attribute="fullname"/>');
    expect(xml).toContain('<order attribute="emailaddress1" descending="true"/>');
  });

  it('looks for the keyword in all search columns, wildcards taken literally', () => {
    const xml = apply(VIEW, { keyword: ' 50%_<a> ', searchColumns: ['fullname', 'emailaddress1'] });
    expect(xml).toContain('<filter type="or"><condition attribute="fullname" operator="like" value="%50[%][_]&lt;a');
    expect(xml).toContain('attribute="emailaddress1"');
    expect(apply(VIEW, { keyword: 'a*b', searchColumns: ['fullname'] })).toContain('value="%a%b%"');
  });
});
