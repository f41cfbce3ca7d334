import { attribute, type Fixture } from './fixture.ts';

/** The fixture's table as an activity. */
export const activityFixture: Fixture = {
  managed: true,
  customize: (xml) =>
    xml
      .replace('<IsActivity>0</IsActivity>', '<IsActivity>1</IsActivity>')
      .replace(attribute('t_ThingId', 'primarykey'), attribute('ActivityId', 'primarykey'))
      .replace(
        attribute('t_Name', 'nvarchar', '<Format>text</Format><MaxLength>100</MaxLength>'),
        attribute('Subject', 'nvarchar', '<MaxLength>400</MaxLength>').replace(
          'ValidForForm',
          'ValidForForm|PrimaryName',
        ) + attribute('t_Name', 'nvarchar', '<MaxLength>100</MaxLength>').replace('|PrimaryName', ''),
      )
      .replaceAll('id="t_thingid"', 'id="activityid"')
      // Activities share their privileges.
      .replace('prvReadt_Thing', 'prvReadActivity'),
};
