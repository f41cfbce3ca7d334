import { describe, expect, it } from '@jest/globals';
import { readForm } from './formXml.ts';

const FORM = `<form>
  <tabs>
    <tab name="summary" id="{AAAAAAAA-0000-4000-8000-000000000001}" showlabel="true" expanded="true">
      <labels><label description="Summary" languagecode="1033"/><label description="Übersicht" languagecode="1031"/></labels>
      <columns>
        <column width="60%"><sections>
          <section name="main" showlabel="false" columns="11" id="{B1}">
            <labels><label description="Main" languagecode="1033"/></labels>
            <rows>
              <row>
                <cell id="{C1}" colspan="2"><labels><label description="Name" languagecode="1033"/></labels>
                  <control id="fullname" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="fullname" uniqueid="{D1}" disabled="true"/></cell>
              </row>
              <row><cell id="{C2}" visible="false"><control id="telephone1" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="telephone1"/></cell><cell id="{C3}" userspacer="true"/></row>
            </rows>
          </section>
        </sections></column>
        <column width="40%"><sections><section name="grids"><rows>
          <row><cell><control id="Contacts" classid="{E7A81278-8635-4D9E-8D4D-59480B391C5B}" indicationOfSubgrid="true"><parameters><TargetEntityType>contact</TargetEntityType></parameters></control></cell></row>
          <row><cell><control id="notes" classid="{06375649-c143-495e-a496-c962e5b4488e}"/></cell></row>
        </rows></section></sections></column>
      </columns>
      <events><event name="tabstatechange"><Handlers><Handler functionName="A.tab" libraryName="al_/js/a.js"/></Handlers></event></events>
    </tab>
  </tabs>
  <header><rows><row><cell><labels><label description="Owner" languagecode="1033"/></labels><control id="header_ownerid" datafieldname="ownerid" classid="{270BD3DB-D9AF-4782-9025-509E298DEC0A}"/></cell></row></rows></header>
  <controlDescriptions>
    <controlDescription forControl="{D1}">
      <customControl id="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}"><parameters><datafieldname>fullname</datafieldname></parameters></customControl>
      <customControl formFactor="2" name="al_X.Phone"><parameters/></customControl>
      <customControl formFactor="0" name="al_ActivityLogging.ActivityTimeline"><parameters><recordName>fullname</recordName><pageSize type="Whole.None" static="true">25</pageSize></parameters></customControl>
    </controlDescription>
  </controlDescriptions>
  <formLibraries><Library name="al_/js/a.js" libraryUniqueId="{1}"/></formLibraries>
  <events>
    <event name="onload" application="false" active="false"><Handlers>
      <Handler functionName="A.load" libraryName="al_/js/a.js" enabled="true" parameters="1, 'x'" passExecutionContext="true"/>
      <Handler functionName="A.off" libraryName="al_/js/a.js" enabled="false"/></Handlers></event>
    <event name="onchange" attribute="telephone1"><Handlers><Handler functionName="A.change" libraryName="al_/js/a.js"/></Handlers></event>
  </events>
  <DisplayConditions Order="3" FallbackForm="true"><Everyone/></DisplayConditions>
</form>`;
const source = { id: 'f1', name: 'Information', table: 'contact', type: 2, formXml: FORM };

describe('readForm', () => {
  const form = readForm(source, 1033);

  it('reads tabs, columns, sections and cells with their places', () => {
    const [tab] = form.tabs;
    expect(tab).toMatchObject({
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      name: 'summary',
      label: 'Summary',
      visible: true,
    });
    expect(tab?.columns.map((column) => column.width)).toEqual(['60%', '40%']);
    const section = tab?.columns[0]?.sections[0];
    expect(section).toMatchObject({ name: 'main', showLabel: false, columns: 2 });
    expect(section?.rows[0]?.[0]).toMatchObject({
      label: 'Name',
      colspan: 2,
      control: { id: 'fullname', kind: 'field', column: 'fullname', disabled: true },
    });
    expect(section?.rows[1]?.map((cell) => [cell.visible, cell.control?.column])).toEqual([
      [false, 'telephone1'],
      [true, undefined],
    ]);
    expect(form.order).toBe(3);
  });

  it('tells subgrids and other special controls from fields', () => {
    const rows = form.tabs[0]?.columns[1]?.sections[0]?.rows.flat();
    expect(rows?.map((cell) => cell.control?.kind)).toEqual(['subgrid', 'notes']);
    expect(rows?.[0]?.control?.parameters).toEqual({ TargetEntityType: 'contact' });
  });

  it("finds the code component for the web by the control's unique id", () => {
    expect(form.tabs[0]?.columns[0]?.sections[0]?.rows[0]?.[0]?.control?.custom).toEqual({
      name: 'al_ActivityLogging.ActivityTimeline',
      formFactor: 0,
      dataSets: {},
      parameters: {
        recordName: { value: 'fullname', isStatic: false },
        pageSize: { value: '25', isStatic: true, type: 'Whole.None' },
      },
    });
  });

  it('reads what a data set and a quick view are given, escaped or not', () => {
    const cells = (quick: string): string =>
      `<form><tabs><tab name="t"><columns><column width="100%"><sections><section name="s"><rows><row><cell><control id="sub" classid="{E7A81278-8635-4D9E-8D4D-59480B391C5B}" uniqueid="{U}"/></cell><cell><control id="quick" classid="{5C5600E0-1D6E-4205-A272-BE80DA87FD42}" datafieldname="primarycontactid"><parameters><QuickForms>${quick}</QuickForms></parameters></control></cell></row></rows></section></sections></column></columns></tab></tabs>
<controlDescriptions><controlDescription forControl="{U}"><customControl formFactor="0" name="s_A.B"><parameters><data-set name="items"><ViewId>{V}</ViewId><TargetEntityType>contact</TargetEntityType></data-set><size type="Whole.None" static="true">3</size></parameters></customControl></controlDescription></controlDescriptions></form>`;
    const read = (quick: string): unknown[] =>
      readForm({ ...source, formXml: cells(quick) }, 1033).tabs[0]?.columns[0]?.sections[0]?.rows.flat() ?? [];
    const inner = '<QuickFormIds><QuickFormId entityname="contact">1</QuickFormId></QuickFormIds>';
    for (const quick of [inner, inner.replace(/</g, '&lt;')]) {
      expect(read(quick)).toMatchObject([
        {
          control: {
            kind: 'subgrid',
            custom: {
              dataSets: { items: { ViewId: '{V}', TargetEntityType: 'contact' } },
              parameters: { size: { value: '3' } },
            },
          },
        },
        { control: { kind: 'quickview', column: 'primarycontactid', parameters: { QuickForms: inner } } },
      ]);
    }
  });

  it('reads libraries and handlers with what they belong to', () => {
    expect(form.libraries).toEqual(['al_/js/a.js']);
    expect(
      form.handlers.map(({ event, target, functionName, enabled }) => [event, target, functionName, enabled]),
    ).toEqual([
      ['tabstatechange', 'summary', 'A.tab', true],
      ['onload', undefined, 'A.load', true],
      ['onload', undefined, 'A.off', false],
      ['onchange', 'telephone1', 'A.change', true],
    ]);
    expect(form.handlers[1]).toMatchObject({ passExecutionContext: true, parameters: "1, 'x'" });
  });

  it("takes labels of the user's language, and English where it is missing", () => {
    const german = readForm(source, 1031);
    expect(german.tabs[0]?.label).toBe('Übersicht');
    expect(german.header[0]?.label).toBe('Owner');
  });

  it('names the form in the error for broken XML', () => {
    expect(() => readForm({ ...source, formXml: '<form><tabs></form>' }, 1033)).toThrow(
      /the form Information \(f1\) is not well-formed XML/,
    );
  });
});
