/** Roles of the core solution. Every privilege says why it is there; the docs print these reasons. */
import type { Role } from '../types.ts';
import { openTheApp, privileges } from './privileges.ts';
import { administratorTables, bridgeTables, userTables } from './table-privileges.ts';

const configuration = 'al_loggingconfiguration';

export const administratorRole: Role = {
  name: 'Activity Logging Administrator',
  constant: 'administrator',
  privileges: [
    ...openTheApp,
    ...privileges(
      ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo'],
      configuration,
      'Global',
      'edit the settings',
    ),
    ...privileges(['Read', 'AppendTo'], 'User', 'Global', 'choose the default owner'),
    ...privileges(['Read'], 'Activity', 'Global', 'see what was logged'),
    ...privileges(['Read'], 'Contact', 'Global', 'see whom it was logged to'),
    ...privileges(['Read'], 'Account', 'Global', 'see whom it was logged to'),
    ...privileges(['Read'], 'EnvironmentVariableDefinition', 'Global', 'see the address of the bridge'),
    ...administratorTables,
  ],
};

export const userRole: Role = {
  name: 'Activity Logging User',
  constant: 'user',
  privileges: [
    ...openTheApp,
    ...privileges(['Read'], configuration, 'Global', 'see which settings are on'),
    ...privileges(
      ['Create', 'Read', 'Write', 'Append', 'AppendTo'],
      'Activity',
      'Basic',
      'own activities in the timeline',
    ),
    ...privileges(['Read', 'AppendTo'], 'Contact', 'Basic', 'own contacts and their timeline'),
    ...privileges(['Read', 'AppendTo'], 'Account', 'Basic', 'own accounts and their timeline'),
    ...privileges(['Read'], 'User', 'Global', 'see who did it'),
    ...userTables,
  ],
};

export const bridgeRole: Role = {
  name: 'Activity Logging Bridge',
  constant: 'bridge',
  privileges: [
    ...privileges(['Create'], 'Activity', 'Global', 'log activities'),
    ...privileges(['Read'], 'Activity', 'Global', 'find the row of an item that was logged before'),
    ...privileges(['Write'], 'Activity', 'Global', 'update and close logged activities'),
    ...privileges(['Assign'], 'Activity', 'Global', 'the user who did it owns the activity'),
    ...privileges(['Append'], 'Activity', 'Global', 'set regarding, contact, account, host and parties'),
    ...privileges(['AppendTo'], 'Activity', 'Global', 'keep the attendees of a meeting with its row'),
    ...privileges(['Read'], 'Contact', 'Global', 'match people by address'),
    ...privileges(['AppendTo'], 'Contact', 'Global', 'set regarding, contact and parties'),
    ...privileges(['Read'], 'Account', 'Global', 'match accounts'),
    ...privileges(['AppendTo'], 'Account', 'Global', 'set account and regarding'),
    ...privileges(['Read'], 'User', 'Global', 'match owners and hosts by address'),
    ...privileges(['AppendTo'], 'User', 'Global', 'set host, sender and organiser'),
    ...privileges(['Delete'], 'Activity', 'Global', 'remove the row of a message thread that was joined to another'),
    ...privileges(['Read'], configuration, 'Global', 'know the rules'),
    ...privileges(['Write'], configuration, 'Global', 'switch off what no longer applies after a change'),
    ...privileges(['Create'], configuration, 'Global', 'make the configuration row where there is none'),
    ...privileges(['Read'], 'Entity', 'Global', 'know set names and navigation properties'),
    ...privileges(['Read'], 'Attribute', 'Global', 'know lengths and types of columns'),
    ...privileges(['Read'], 'Relationship', 'Global', 'know navigation properties'),
    ...privileges(['Read'], 'OptionSet', 'Global', 'know options of choices'),
    ...privileges(['Read'], 'Organization', 'Global', 'know whose organisation it is'),
    ...privileges(['Read'], 'Solution', 'Global', 'check the version that is installed'),
    ...privileges(['Read'], 'ServiceEndpoint', 'Global', 'check where the platform calls the bridge'),
    ...privileges(['Read'], 'SdkMessage', 'Global', 'check what the platform tells the bridge'),
    ...privileges(['Read'], 'SdkMessageProcessingStep', 'Global', 'check what the platform tells the bridge'),
    ...privileges(['Read'], 'SdkMessageProcessingStepImage', 'Global', 'check what the platform tells the bridge'),
    ...privileges(['Read'], 'Mailbox', 'Global', 'warn of calendars that would echo logged meetings'),
    { name: 'prvOverrideCreatedOnCreatedBy', level: 'Global', why: 'give backfilled activities their original date' },
    {
      name: 'prvActOnBehalfOfAnotherUser',
      level: 'Global',
      why: 'do what a user asks with the rights of that user',
    },
    ...bridgeTables,
  ],
};
