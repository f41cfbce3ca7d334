import { describe, expect, it } from '@jest/globals';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { TASK } from '../testing/models.ts';
import { applyQuery } from './query.ts';
import type { GridQuery } from './query.ts';

function apply(fetchXml: string, query: Partial<GridQuery>): string {
  const document = new DOMParser().parseFromString(fetchXml, 'text/xml');
  applyQuery(
    document as unknown as Document,
    { page: 1, pageSize: 50, keyword: '', searchColumns: [], columns: [], conditions: [], ...query },
    TASK,
  );
  return new XMLSerializer().serializeToString(document);
}
const VIEW =
  '<fetch top="5"><entity name="task"><attribute name="subject"/><order attribute="subject"/><filter><condition attribute="statecode" operator="eq" value="0"/></filter></entity></fetch>';

describe('applyQuery', () => {
  it('adds page, size and missing columns', () => {
    const xml = apply(VIEW, { page: 3, columns: ['activityid', 'subject'] });
    expect(xml).toContain('<fetch page="3" count="50" returntotalrecordcount="true">');
    expect(xml.match(/<attribute name="subject"/g)).toHaveLength(1);
    expect(xml).toContain('<attribute name="activityid"/>');
  });

  it("replaces the view's order", () => {
    const xml = apply(VIEW, { sort: { column: 'scheduledend', descending: true } });
    expect(xml).not.toContain('<order attribute="subject"/>');
    expect(xml).toContain('<order attribute="scheduledend" descending="true"/>');
  });

  it('looks for texts that begin with the keyword, wildcards but * taken literally', () => {
    const xml = apply(VIEW, { keyword: ' 50%_<a> ', searchColumns: ['subject'] });
    expect(xml).toContain('<filter type="or"><condition attribute="subject" operator="like" value="50[%][_]&lt;a');
    expect(apply(VIEW, { keyword: 'a*b', searchColumns: ['subject'] })).toContain('value="a%b%"');
    expect(apply(VIEW, { keyword: '*anywhere', searchColumns: ['subject'] })).toContain('value="%anywhere%"');
    expect(apply(VIEW, { keyword: 'ends*', searchColumns: ['subject'] })).toContain('value="ends%"');
  });

  it('looks for numbers and choices by what they are', () => {
    const columns = ['subject', 'minutes', 'prioritycode'];
    const number = apply(VIEW, { keyword: '15', searchColumns: columns });
    expect(number).toContain('<condition attribute="minutes" operator="eq" value="15"/>');
    expect(number).not.toContain('prioritycode');
    const choice = apply(VIEW, { keyword: 'hi', searchColumns: columns });
    expect(choice).toContain('<condition attribute="prioritycode" operator="eq" value="2"/>');
    expect(choice).not.toContain('minutes');
    // No column can hold the word: no row, not every row.
    const nothing = apply(VIEW, { keyword: 'hello', searchColumns: ['minutes'] });
    expect(nothing).toContain(
      '<filter type="and"><condition attribute="minutes" operator="null"/><condition attribute="minutes" operator="not-null"/></filter>',
    );
  });

  it('looks for the names of lookups in the rows they point to', () => {
    const xml = apply(VIEW, { keyword: 'con', searchColumns: ['subject', 'regardingobjectid'] });
    expect(xml).toContain(
      '<condition entityname="find_regardingobjectid_account" attribute="name" operator="like" value="con%"/>',
    );
    expect(xml).toContain(
      '<link-entity name="account" from="accountid" to="regardingobjectid" link-type="outer" alias="find_regardingobjectid_account"/>',
    );
  });

  it("adds conditions to the view's own filter", () => {
    const xml = apply(VIEW, {
      conditions: [
        { column: 'prioritycode', operator: 'in', values: ['1', '2'] },
        { column: 'scheduledend', operator: 'last-x-days', values: ['7'] },
        { column: 'subject', operator: 'null', values: [] },
        { column: 'gone', operator: 'null', values: [] },
      ],
    });
    expect(xml).toContain('<condition attribute="statecode" operator="eq" value="0"/>');
    expect(xml).toContain(
      '<filter type="and"><condition attribute="prioritycode" operator="in"><value>1</value><value>2</value></condition><condition attribute="scheduledend" operator="last-x-days" value="7"/><condition attribute="subject" operator="null"/></filter>',
    );
    expect(xml).not.toContain('gone');
  });
});
