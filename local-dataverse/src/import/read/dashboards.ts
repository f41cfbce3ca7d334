/** `<Dashboard>` elements → rows of systemform with type 0 (reference/xsd, DashboardsType). */
import { formReferences, type FormsPart } from './forms.ts';
import type { Reference } from './package.ts';
import { baseText, child, fail, flag, guid, labels, needText, serialize, text, type Element } from './xml.ts';

const FILE = 'customizations.xml';
const DASHBOARD = 0;
/** objecttypecode of a form that belongs to no table. */
const NO_TABLE = 'none';

/**
 * Reads a dashboard. Tables of its grids and charts, and its web resources, must be there; views and charts by id are not asked
 * for: Microsoft's own, which an environment has by the hundred, are not all seeded here.
 * @throws DataverseError for a missing id, name or form
 */
export function readDashboard(element: Element): FormsPart {
  const id = guid(FILE, element, needText(FILE, element, 'FormId'));
  const form =
    child(element, 'FormXml')?.getElementsByTagName('form')[0] ??
    fail(FILE, element, `the dashboard ${id} has no form element`);
  const names = labels(element, 'LocalizedNames');
  const name = baseText(names) ?? fail(FILE, element, `the dashboard ${id} has no name`);
  const from = `dashboard '${name}' (${id})`;
  const tables = [...form.getElementsByTagName('TargetEntityType')].map((each): Reference => ({
    from,
    kind: 'table',
    name: (each.textContent ?? '').trim().toLowerCase(),
  }));
  return {
    rows: [
      {
        file: FILE,
        table: 'systemform',
        id,
        componentType: 60,
        names,
        values: {
          name,
          objecttypecode: NO_TABLE,
          type: DASHBOARD,
          formxml: serialize(form),
          formactivationstate: 1,
          formpresentation: 0,
          introducedversion: text(element, 'IntroducedVersion') ?? null,
          description: baseText(labels(element, 'Descriptions')) ?? null,
          isdefault: flag(element, 'IsDefault') ?? false,
          istabletenabled: flag(element, 'IsTabletEnabled') ?? false,
        },
      },
    ],
    references: [
      ...tables.filter((each) => each.name !== ''),
      ...formReferences(form, NO_TABLE, from),
      ...webResources(form, from),
    ],
  };
}

/** Web resources shown in a cell: `<Url>$webresource:name</Url>`. */
function webResources(form: Element, from: string): Reference[] {
  return [...form.getElementsByTagName('Url')].flatMap((each): Reference[] => {
    const name = /^\$webresource:(.+)$/i.exec((each.textContent ?? '').trim())?.[1];
    return name === undefined ? [] : [{ from, kind: 'webresource', name }];
  });
}
