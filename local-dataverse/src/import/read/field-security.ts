/** `<FieldSecurityProfile>` elements → rows of fieldsecurityprofile and fieldpermission (reference/xsd, FieldSecurityProfilesType). */
import { stableId } from '../../metadata/stable-id.ts';
import type { FormsPart } from './forms.ts';
import type { RowImport } from './package.ts';
import { attribute, child, children, fail, guid, needAttribute, needText, number, type Element } from './xml.ts';

const FILE = 'customizations.xml';
const PROFILE = 'fieldsecurityprofile';
/** Allowed, as CanRead … write it; anything else is not allowed ([DOC] fieldpermission). */
const ALLOWED = 4;

/**
 * Reads a profile with its permissions. The columns it speaks of must be there.
 * @throws DataverseError for a missing id or name, a permission without table or column
 */
export function readFieldSecurityProfile(element: Element): FormsPart {
  const id = guid(FILE, element, needAttribute(FILE, element, 'fieldsecurityprofileid'));
  const name = needAttribute(FILE, element, 'name');
  const permissions = children(child(element, 'FieldPermissions'), 'FieldPermission').map((each) => ({
    entityname: needText(FILE, each, 'EntityName').toLowerCase(),
    attributelogicalname: needText(FILE, each, 'AttributeName').toLowerCase(),
    canread: level(each, 'CanRead'),
    canupdate: level(each, 'CanUpdate'),
    cancreate: level(each, 'CanCreate'),
  }));
  const profile: RowImport = {
    file: FILE,
    table: PROFILE,
    id,
    componentType: 70,
    values: { name, description: attribute(element, 'description') ?? null },
  };
  return {
    rows: [
      profile,
      ...permissions.map((values) => ({
        file: FILE,
        table: 'fieldpermission',
        id: stableId('fieldpermission', id, values.entityname, values.attributelogicalname),
        values: { ...values, [`${PROFILE}id`]: { table: PROFILE, id } },
      })),
    ],
    references: permissions.map(({ entityname, attributelogicalname }) => ({
      from: `field security profile '${name}'`,
      kind: 'column' as const,
      name: attributelogicalname,
      table: entityname,
    })),
  };
}

function level(permission: Element, name: string): number {
  const value = number(FILE, permission, name) ?? fail(FILE, permission, `${name} is missing`);
  return value === ALLOWED ? ALLOWED : 0;
}
