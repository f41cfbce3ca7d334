/** Bodies of metadata writes, in the form of Microsoft's examples. */
import type { Step } from './types.ts';

export const TYPE = 'Microsoft.Dynamics.CRM';

export const label = (Label: string): object => ({ LocalizedLabels: [{ Label, LanguageCode: 1033 }] });

export const column = (type: string, SchemaName: string, extra: object = {}): object => ({
  '@odata.type': `${TYPE}.${type}AttributeMetadata`,
  SchemaName,
  DisplayName: label(SchemaName),
  ...extra,
});

export const tableBody = (SchemaName: string, extra: object = {}): object => ({
  '@odata.type': `${TYPE}.EntityMetadata`,
  SchemaName,
  DisplayName: label(SchemaName),
  DisplayCollectionName: label(`${SchemaName}s`),
  OwnershipType: 'UserOwned',
  Attributes: [column('String', 'new_Name', { IsPrimaryName: true, MaxLength: 100, FormatName: { Value: 'Text' } })],
  ...extra,
});

/** Makes a table of the case's own; its MetadataId as `{table}`. */
export const table = (name: string, extra: object = {}): Step => ({
  send: 'POST EntityDefinitions',
  body: tableBody(name, extra),
  keep: 'table',
  status: 204,
});
