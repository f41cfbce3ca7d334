import { describe, expect, it } from '@jest/globals';
import { readManifest } from './manifest.ts';
import { mergeStrings, readResx, resxLanguage } from './resx.ts';
import { readSiteMap } from './sitemap.ts';
import { readPreferences } from './userSettings.ts';
import { quickFindColumns, readView } from './view.ts';

describe('readView', () => {
  const labels: Record<string, string> = {
    'contact.fullname': 'Full Name',
    'contact.emailaddress1': 'Email',
    'account.name': 'Account Name',
  };
  const source = {
    id: 'v1',
    name: 'Active Contacts',
    table: 'contact',
    isDefault: true,
    fetchXml:
      '<fetch><entity name="contact"><attribute name="fullname"/><order attribute="fullname" descending="false"/><link-entity name="account" alias="a" from="accountid" to="parentcustomerid"><attribute name="name"/></link-entity></entity></fetch>',
    layoutXml:
      '<grid name="resultset"><row name="result" id="contactid"><cell name="fullname" width="300"/><cell name="emailaddress1" width="150" disableSorting="1"/><cell name="a.name" width="100"/><cell name="gone" width="100"/><cell name="contactid" ishidden="1"/></row></grid>',
  };
  const view = readView(source, (table, column) => labels[`${table}.${column}`]);

  it('reads columns with labels, also of linked tables, and leaves out what does not exist', () => {
    expect(view.columns).toEqual([
      { name: 'fullname', width: 300, label: 'Full Name', sortable: true },
      { name: 'emailaddress1', width: 150, label: 'Email', sortable: false },
      { name: 'a.name', width: 100, label: 'Account Name', sortable: false },
    ]);
    expect(view.orders).toEqual([{ column: 'fullname', descending: false }]);
  });

  it('reads which columns a quick find view searches', () => {
    const fetch =
      '<fetch><entity name="contact"><filter type="and"><condition attribute="statecode" operator="eq" value="0"/></filter><filter type="or" isquickfindfields="1"><condition attribute="fullname" operator="like" value="{0}"/><condition attribute="emailaddress1" operator="like" value="{0}"/></filter></entity></fetch>';
    expect(quickFindColumns(fetch, 'quick find')).toEqual(['fullname', 'emailaddress1']);
  });
});

describe('readSiteMap', () => {
  const xml = `<SiteMap><Area Id="Sales" Title="Sales work"><Group Id="g1"><Titles><Title LCID="1033" Title="People"/><Title LCID="1031" Title="Personen"/></Titles>
    <SubArea Id="s1" Entity="contact"/><SubArea Id="s2" Entity="nothere"/><SubArea Id="s3" Url="$webresource:al_/help.html" Title="Help"/><SubArea Id="s4" DefaultDashboard="{1A}" Title="Reports"/><SubArea Id="s5" Url="/workplace/home_dashboards.aspx"/><SubArea Id="s6" Url="/main.aspx?appid=1&amp;pagetype=dashboard&amp;id=%7B2B%7D" Title="Direct"/><SubArea Id="s7" Url="https://example.com" Title="Web"/></Group><Group Id="empty"/></Area></SiteMap>`;

  it('reads areas, groups and sub areas; tables that do not exist are left out', () => {
    const areas = readSiteMap(xml, 'site map', 1031, (name) => (name === 'contact' ? 'Contacts' : undefined));
    expect(areas).toEqual([
      {
        id: 'Sales',
        label: 'Sales work',
        groups: [
          {
            id: 'g1',
            label: 'Personen',
            items: [
              { id: 's1', label: 'Contacts', table: 'contact' },
              { id: 's3', label: 'Help', webResource: 'al_/help.html' },
              { id: 's4', label: 'Reports', dashboard: '1a' },
              { id: 's5', label: 'Dashboards', dashboard: '' },
              { id: 's6', label: 'Direct', dashboard: '2b' },
              { id: 's7', label: 'Web', url: 'https://example.com' },
            ],
          },
        ],
      },
    ]);
  });
});

describe('readManifest', () => {
  it('reads properties, type groups, files and platform libraries', () => {
    const manifest = readManifest(
      `<manifest><control namespace="ActivityLogging" constructor="ActivityTimeline" version="1.0.0" display-name-key="Name" control-type="virtual" api-version="1.3.18">
        <type-group name="numbers"><type>Whole.None</type><type>Decimal</type></type-group>
        <property name="recordName" of-type="SingleLine.Text" usage="bound" required="true"/>
        <property name="size" of-type-group="numbers" usage="input" default-value="3"/>
        <property name="mode" of-type="Enum" usage="input"><value name="a" display-name-key="A" default="true">0</value></property>
        <resources><code path="bundle.js" order="1"/><css path="css/a.css" order="2"/><resx path="strings/T.1033.resx" version="1.0.0"/><platform-library name="React" version="16.14.0"/></resources>
        <feature-usage><uses-feature name="WebAPI" required="true"/></feature-usage></control></manifest>`,
      'manifest',
    );
    expect(manifest).toMatchObject({
      registeredName: 'ActivityLogging.ActivityTimeline',
      isVirtual: true,
      scripts: ['bundle.js'],
      styles: ['css/a.css'],
      strings: ['strings/T.1033.resx'],
      platformLibraries: [{ name: 'React', version: '16.14.0' }],
      features: ['WebAPI'],
    });
    expect(manifest.properties).toEqual([
      { name: 'recordName', types: ['SingleLine.Text'], usage: 'bound', required: true },
      { name: 'size', types: ['Whole.None', 'Decimal'], usage: 'input', required: false, defaultValue: '3' },
      {
        name: 'mode',
        types: ['Enum'],
        usage: 'input',
        required: false,
        options: [{ name: 'a', value: '0', isDefault: true }],
      },
    ]);
  });
});

describe('resx', () => {
  it('reads texts and falls back to English text by text', () => {
    const english = readResx(
      '<root><data name="A"><value>One</value></data><data name="B"><value>Two &amp; more</value></data></root>',
      'en',
    );
    const german = readResx('\uFEFF<root><data name="A"><value>Eins</value></data></root>', 'de');
    const all = new Map([
      [1033, english],
      [1031, german],
    ]);
    expect(mergeStrings(all, 1031)).toEqual({ A: 'Eins', B: 'Two & more' });
    expect(mergeStrings(all, 1036)).toEqual(english);
    expect(resxLanguage('strings/T.1031.resx')).toBe(1031);
  });
});

describe('readPreferences', () => {
  it("reads language, format locale and zone; 'not set' is 0 for languages only", () => {
    expect(readPreferences({ uilanguageid: 1031, localeid: 2057, timezonecode: 110 })).toEqual({
      languageId: 1031,
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
      dateFormat: {},
    });
    expect(readPreferences({ uilanguageid: 0, localeid: 0, timezonecode: 0 })).toEqual({
      languageId: 1033,
      locale: 'en-US',
      timeZone: 'Etc/GMT+12',
      dateFormat: {},
    });
    expect(readPreferences(undefined)).toEqual({ languageId: 1033, locale: 'en-US', dateFormat: {} });
    expect(readPreferences({ dateformatstring: 'dd/MM/yyyy', dateseparator: '-' }).dateFormat).toEqual({
      shortDatePattern: 'dd/MM/yyyy',
      dateSeparator: '-',
    });
  });
});
