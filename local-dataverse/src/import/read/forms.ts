/** Forms, views and charts inside an `<Entity>` → rows of systemform, savedquery, savedqueryvisualization. */
import type { Reference, RowImport } from './package.ts';
import {
  attribute,
  baseText,
  child,
  children,
  fail,
  flag,
  guid,
  labels,
  needAttribute,
  needText,
  number,
  serialize,
  text,
  type Element,
} from './xml.ts';

const FILE = 'customizations.xml';

/** systemform.type by the `type` of `<forms>`. */
const FORM_TYPES: Readonly<Record<string, number>> = {
  appointmentBook: 1,
  main: 2,
  preview: 4,
  mobile: 5,
  quick: 6,
  quickCreate: 7,
  dialog: 8,
  taskFlow: 9,
  card: 11,
  interactionCentricDashboard: 10,
  mainInteractive: 12,
};

export interface FormsPart {
  readonly rows: RowImport[];
  readonly references: Reference[];
}

/** @throws DataverseError for an unknown form type or a missing id, name or definition */
export function readForms(entity: Element, table: string): FormsPart {
  const rows: RowImport[] = [];
  const references: Reference[] = [];
  for (const group of children(child(entity, 'FormXml'), 'forms')) {
    const typeName = needAttribute(FILE, group, 'type');
    const type = FORM_TYPES[typeName] ?? fail(FILE, group, `the form type '${typeName}' is unknown`);
    for (const element of children(group, 'systemform')) {
      const { row, form, name } = readForm(element, table, type);
      rows.push(row);
      references.push(...formReferences(form, table, `form '${name}' (${row.id})`));
    }
  }
  for (const element of children(child(child(entity, 'SavedQueries'), 'savedqueries'), 'savedquery'))
    rows.push(readView(element, table));
  for (const element of children(
    child(child(entity, 'Visualizations'), 'visualizations') ?? child(entity, 'Visualizations'),
    'visualization',
  ))
    rows.push(readChart(element, table));
  return { rows, references };
}

function readForm(element: Element, table: string, type: number): { row: RowImport; form: Element; name: string } {
  const id = guid(FILE, element, needText(FILE, element, 'formid'));
  const form = child(element, 'form') ?? fail(FILE, element, `the form ${id} has no form element`);
  const names = labels(element, 'LocalizedNames');
  const name = baseText(names) ?? fail(FILE, element, `the form ${id} has no name`);
  return {
    form,
    name,
    row: {
      file: FILE,
      table: 'systemform',
      id,
      componentType: 60,
      names,
      values: {
        name,
        objecttypecode: table,
        type,
        formxml: serialize(form),
        formactivationstate: number(FILE, element, 'FormActivationState') ?? 1,
        formpresentation: number(FILE, element, 'FormPresentation') ?? 0,
        introducedversion: text(element, 'IntroducedVersion') ?? null,
        description: baseText(labels(element, 'Descriptions')) ?? null,
        isdefault: flag(element, 'isdefault') ?? false,
      },
    },
  };
}

/** What a form shows and runs: columns of its table, controls by name, libraries. */
export function formReferences(form: Element, table: string, from: string): Reference[] {
  const references: Reference[] = [];
  const all = (name: string): Element[] => [...form.getElementsByTagName(name)];
  for (const control of all('control')) {
    const column = attribute(control, 'datafieldname')?.toLowerCase();
    if (column !== undefined) references.push({ from, kind: 'column', name: column, table });
  }
  for (const control of all('customControl')) {
    const name = attribute(control, 'name');
    // Names of the platform's own controls (MscrmControls.…) are not in any package of ours.
    if (name !== undefined && !name.startsWith('MscrmControls.')) references.push({ from, kind: 'control', name });
  }
  for (const library of all('Library'))
    references.push({ from, kind: 'webresource', name: needAttribute(FILE, library, 'name') });
  return references;
}

function readView(element: Element, table: string): RowImport {
  const id = guid(FILE, element, needText(FILE, element, 'savedqueryid'));
  const names = labels(element, 'LocalizedNames');
  const inner = (name: string): string | null => {
    const holder = child(element, name);
    const content = children(holder)[0];
    return content === undefined ? (holder?.textContent?.trim() ?? null) : serialize(content);
  };
  return {
    file: FILE,
    table: 'savedquery',
    id,
    componentType: 26,
    names,
    values: {
      name: baseText(names) ?? fail(FILE, element, `the view ${id} has no name`),
      returnedtypecode: table,
      fetchxml: inner('fetchxml'),
      layoutxml: inner('layoutxml'),
      querytype: number(FILE, element, 'querytype') ?? 0,
      isdefault: flag(element, 'isdefault') ?? false,
      isquickfindquery: flag(element, 'isquickfindquery') ?? false,
      description: baseText(labels(element, 'Descriptions')) ?? null,
      introducedversion: text(element, 'IntroducedVersion') ?? null,
    },
  };
}

function readChart(element: Element, table: string): RowImport {
  const id = guid(FILE, element, needText(FILE, element, 'savedqueryvisualizationid'));
  const names = labels(element, 'LocalizedNames');
  const inner = (name: string): string | null => {
    const content = children(child(element, name))[0];
    return content === undefined ? null : serialize(content);
  };
  return {
    file: FILE,
    table: 'savedqueryvisualization',
    id,
    componentType: 59,
    names,
    values: {
      name: baseText(names) ?? text(element, 'name') ?? fail(FILE, element, `the chart ${id} has no name`),
      primaryentitytypecode: table,
      datadescription: inner('datadescription'),
      presentationdescription: inner('presentationdescription'),
      isdefault: flag(element, 'isdefault') ?? false,
    },
  };
}
