/** Main forms of Microsoft's tables, in a minimal shape of our own: live forms to put a tab on. */
import { stableId } from '../../metadata/stable-id.ts';
import type { Column, ColumnType, MetadataRegistry, Table } from '../../metadata/types.ts';
import { STANDARD_TABLES, type StandardTable } from './standard-tables.ts';

/** Control classes of the form designer by type of column. */
const CLASSES: Readonly<Partial<Record<ColumnType, string>>> = {
  Boolean: '67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED',
  DateTime: '5B773807-9FB2-42DB-97C3-7A91EFF8ADFF',
  Decimal: 'C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E',
  Integer: 'C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F',
  Lookup: '270BD3DB-D9AF-4782-9025-509E298DEC0A',
  Customer: '270BD3DB-D9AF-4782-9025-509E298DEC0A',
  Owner: '270BD3DB-D9AF-4782-9025-509E298DEC0A',
  Memo: 'E0DECE4B-6FC8-4A8F-A065-082708572369',
  Money: '533B9E00-756B-4312-95A0-DC888637AC78',
  PartyList: 'CBFB742C-14E7-4A17-96BB-1A13F7F64AA2',
  Picklist: '3EF39988-22BB-4F0B-BBBE-64B5A3748AEE',
  State: '3EF39988-22BB-4F0B-BBBE-64B5A3748AEE',
  Status: '5D68B988-0661-4DB2-BC3E-17598AD3BE6C',
};
const TEXT_CLASS = '4273EDBD-AC1D-40D3-9FB2-095C621B552D';
const MAIL_CLASS = 'ADA2203E-B4CD-49BE-9DDF-234642B43B52';
const LINK_CLASS = '71716B6C-711E-476C-8AB8-5D11542BFB47';

export interface StandardForm {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly formXml: string;
}

export function standardForms(registry: MetadataRegistry): StandardForm[] {
  return STANDARD_TABLES.flatMap((standard) => {
    const table = registry.table(standard.table);
    if (table === undefined) return [];
    return [
      {
        id: standard.formId ?? stableId('form', standard.table, 'main'),
        name: standard.formName,
        table: standard.table,
        formXml: formXml(table, standard),
      },
    ];
  });
}

function formXml(table: Table, standard: StandardTable): string {
  const id = (...parts: readonly string[]): string => `{${stableId('formpart', standard.table, ...parts)}}`;
  const cell = (place: string, name: string): string => {
    const column = table.columns.get(name);
    if (column === undefined) throw new Error(`The standard form of ${standard.table} names ${name}.`);
    return `<cell id="${id(place, name)}">${labelXml(column.displayName)}<control id="${place === 'header' ? `header_${name}` : name}" classid="{${classOf(column)}}" datafieldname="${name}" disabled="false" /></cell>`;
  };
  const row =
    (place: string) =>
    (name: string): string =>
      `<row>${cell(place, name)}</row>`;
  const sections = standard.sections.map(
    (section, index) =>
      `<section name="section_${index + 1}" showlabel="true" showbar="false" id="${id('section', String(index))}" IsUserDefined="0" columns="1">${labelXml({ 1033: section.label })}<rows>${section.columns.map(row(`section${index}`)).join('')}</rows></section>`,
  );
  return [
    '<form>',
    `<tabs><tab name="SUMMARY_TAB" id="${id('tab')}" IsUserDefined="0" showlabel="true" expanded="true">${labelXml({ 1033: 'Summary', 1031: 'Zusammenfassung' })}`,
    `<columns><column width="100%"><sections>${sections.join('')}</sections></column></columns></tab></tabs>`,
    `<header id="${id('header')}" columns="111" celllabelposition="Top" labelwidth="115" celllabelalignment="Left"><rows><row>${standard.header.map((name) => cell('header', name)).join('')}</row></rows></header>`,
    `<footer id="${id('footer')}" columns="111" celllabelposition="Top" labelwidth="115" celllabelalignment="Left"><rows><row><cell id="${id('footer', 'cell')}" showlabel="false">${labelXml({ 1033: '' })}</cell></row></rows></footer>`,
    '<DisplayConditions Order="0" FallbackForm="true"><Everyone /></DisplayConditions>',
    '</form>',
  ].join('');
}

function classOf(column: Column): string {
  if (column.type === 'String' && column.format === 'Email') return MAIL_CLASS;
  if (column.type === 'String' && column.format === 'Url') return LINK_CLASS;
  return CLASSES[column.type] ?? TEXT_CLASS;
}

function labelXml(label: Readonly<Record<number, string>>): string {
  const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<labels>${Object.entries(label)
    .map(([code, text]) => `<label description="${escape(text)}" languagecode="${code}" />`)
    .join('')}</labels>`;
}
