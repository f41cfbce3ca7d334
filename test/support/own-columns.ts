/** Columns that an organisation adds itself, made over the Web API as a maker's tools make them. */
import type { DataverseClient } from '../../plugins-bridge/src/dataverse/client.ts';

const namespace = 'Microsoft.Dynamics.CRM';

/** A label in English and, when named, German. */
export function label(english: string, german?: string): object {
  return {
    LocalizedLabels: [
      { Label: english, LanguageCode: 1033 },
      ...(german === undefined ? [] : [{ Label: german, LanguageCode: 1031 }]),
    ],
  };
}

export const options = (labels: readonly (readonly [value: number, english: string, german: string])[]): object => ({
  OptionSet: {
    '@odata.type': `${namespace}.OptionSetMetadata`,
    IsGlobal: false,
    OptionSetType: 'Picklist',
    Options: labels.map(([Value, english, german]) => ({ Value, Label: label(english, german) })),
  },
});

/** A column of one of the types that are no lookup; `type` is the first part of `…AttributeMetadata`. */
export async function makeColumn(
  admin: DataverseClient,
  table: string,
  type: string,
  name: string,
  more: object = {},
): Promise<void> {
  const body = { ...columnBody(type, name), ...more };
  await admin.write({ method: 'POST', path: `EntityDefinitions(LogicalName='${table}')/Attributes`, body });
}

/** A lookup column, which comes with its relationship. */
export async function makeLookup(admin: DataverseClient, table: string, name: string, target: string): Promise<void> {
  const body = {
    '@odata.type': `${namespace}.OneToManyRelationshipMetadata`,
    SchemaName: `${name}_${target}_${table}`,
    ReferencedEntity: target,
    ReferencingEntity: table,
    Lookup: columnBody('Lookup', name),
  };
  await admin.write({ method: 'POST', path: 'RelationshipDefinitions', body });
}

/** A table with a primary name, `new_name`. */
export async function makeTable(admin: DataverseClient, name: string): Promise<void> {
  const body = {
    '@odata.type': `${namespace}.EntityMetadata`,
    SchemaName: name,
    DisplayName: label(name),
    DisplayCollectionName: label(`${name}s`),
    OwnershipType: 'UserOwned',
    Attributes: [{ ...columnBody('String', 'new_Name'), IsPrimaryName: true, MaxLength: 100 }],
  };
  await admin.write({ method: 'POST', path: 'EntityDefinitions', body });
}

function columnBody(type: string, SchemaName: string): object {
  return { '@odata.type': `${namespace}.${type}AttributeMetadata`, SchemaName, DisplayName: label(SchemaName) };
}
