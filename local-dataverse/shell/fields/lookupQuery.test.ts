import { describe, expect, it } from '@jest/globals';
import { lookupQuery, shownColumns } from './lookupQuery.ts';

const target = {
  table: 'contact',
  setName: 'contacts',
  label: 'Contact',
  primaryId: 'contactid',
  primaryName: 'fullname',
  navigation: '',
};

describe('lookups', () => {
  it('search the name, with what scripts add', () => {
    const filter = '<filter><condition attribute="statecode" operator="eq" value="0"/></filter>';
    expect(lookupQuery(target, ' A&"_* ', ['emailaddress1'], [filter], 8)).toBe(
      `<fetch count="8" page="1"><entity name="contact"><attribute name="contactid"/><attribute name="fullname"/><attribute name="emailaddress1"/><order attribute="fullname"/><filter><condition attribute="fullname" operator="like" value="%A&amp;&quot;[_]%%"/></filter>${filter}</entity></fetch>`,
    );
    expect(lookupQuery(target, '', [], [], 8)).not.toContain('<filter');
  });

  it('show the first columns of the lookup view beside the name', () => {
    const columns = ['fullname', 'a.name', 'emailaddress1', 'telephone1', 'jobtitle'].map((name) => ({ name }));
    expect(shownColumns(columns, target)).toEqual(['emailaddress1', 'telephone1']);
  });
});
