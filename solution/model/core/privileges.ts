/** How privileges are written down, and those that opening the app takes. */
import type { Privilege, PrivilegeLevel } from '../types.ts';

/** Privileges of one table, named as Dataverse names them: `prv<Verb><SchemaName>`. */
export function privileges(
  verbs: readonly ('Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign' | 'Share')[],
  table: string,
  level: PrivilegeLevel,
  why: string,
): Privilege[] {
  return verbs.map((verb) => ({ name: `prv${verb}${table}`, level, why }));
}

/** What a page of a model-driven app reads before it shows anything. */
export const openTheApp: readonly Privilege[] = [
  ...privileges(['Read'], 'AppModule', 'Global', 'open the app'),
  ...privileges(['Read'], 'SiteMap', 'Global', 'show its navigation'),
  ...privileges(['Read'], 'SystemForm', 'Global', 'show its forms'),
  ...privileges(['Read'], 'Query', 'Global', 'show its views'),
  ...privileges(['Read'], 'Visualization', 'Global', 'show its charts'),
  ...privileges(['Read'], 'WebResource', 'Global', 'run form scripts'),
  ...privileges(['Read'], 'CustomControl', 'Global', 'show the timeline and the settings page'),
  ...privileges(['Read'], 'Entity', 'Global', 'know its tables'),
  ...privileges(['Read'], 'Attribute', 'Global', 'know their columns'),
  ...privileges(['Read'], 'Relationship', 'Global', 'know their relationships'),
  ...privileges(['Read'], 'OptionSet', 'Global', 'know their choices'),
  ...privileges(['Read'], 'UserSettings', 'Basic', 'show times in the time zone of the user'),
];
