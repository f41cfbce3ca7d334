import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ROOTS } from './testing/fixture.ts';
import type { Fixture } from './testing/fixture.ts';
import { startOrganisation } from './testing/organisation.ts';
import type { Organisation } from './testing/organisation.ts';

const ID = '77777777-0000-4000-8000-000000000001';
const permission = (column: string, canRead: number): string =>
  `<FieldPermission><EntityName>t_Thing</EntityName><AttributeName>${column}</AttributeName><CanRead>${canRead}</CanRead><CanUpdate>0</CanUpdate><CanCreate>4</CanCreate></FieldPermission>`;
const withProfile = (permissions: string): Fixture => ({
  rootComponents: `${ROOTS}<RootComponent type="70" id="{${ID}}" behavior="0" />`,
  customize: (xml) =>
    xml
      .replace(/(<LogicalName>t_whole<\/LogicalName>)/, '$1<IsSecured>1</IsSecured>')
      .replace(
        '<Workflows />',
        `<Workflows /><FieldSecurityProfiles><FieldSecurityProfile name="Numbers" description="Who sees numbers" fieldsecurityprofileid="{${ID}}"><FieldPermissions>${permissions}</FieldPermissions></FieldSecurityProfile></FieldSecurityProfiles>`,
      ),
});

let org: Organisation;
beforeEach(() => {
  org = startOrganisation();
});
afterEach(() => org.close());

describe('field security profiles of a solution', () => {
  it('become rows; a second import changes them in place', () => {
    org.load(withProfile(permission('t_whole', 4)));
    const { engine } = org;
    expect(engine.metadata.table('t_thing')?.columns.get('t_whole')?.isSecured).toBe(true);
    expect(engine.system.get('fieldsecurityprofile', ID)).toMatchObject({
      name: 'Numbers',
      description: 'Who sees numbers',
    });
    const find = () => engine.system.find('fieldpermission', { fieldsecurityprofileid: ID });
    const expected = { entityname: 't_thing', attributelogicalname: 't_whole', canread: 4, canupdate: 0, cancreate: 4 };
    expect(find()).toEqual([expect.objectContaining(expected)]);
    org.load(withProfile(permission('t_whole', 0)));
    expect(find()).toEqual([expect.objectContaining({ ...expected, canread: 0 })]);
  });

  it('must speak of columns that exist', () => {
    expect(org.refusal(withProfile(permission('t_missing', 4))).message).toContain('t_missing');
  });
});
