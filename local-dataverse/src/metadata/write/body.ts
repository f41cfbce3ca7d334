/** Reading the JSON of a definition: types checked, unknown names refused, as the OData layer of the platform does. */
import { payloadError } from '../../engine/errors.ts';
import { csdlData } from '../base/csdl-data.ts';
import type { Label } from '../types.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Properties of the cloud that the `$metadata` document at hand does not list, and the navigations of deep inserts. */
const FURTHER: Readonly<Record<string, string>> = {
  EntityMetadata:
    'Attributes Keys ManyToManyRelationships ManyToOneRelationships OneToManyRelationships TableType HasEmailAddresses HasActivities HasNotes HasFeedback IsRetrieveAuditEnabled IsRetrieveMultipleAuditEnabled IsArchivalEnabled IsRetentionEnabled IsSolutionAware SettingOf Settings CreatedOn ModifiedOn ClusterMode OwnerId OwnerIdType OwningBusinessUnit PrimaryKey IsFilesEnabled IsOptimisticConcurrencyEnabled CanCreateAttributes IsInheritedEntity DataSourceId',
  AttributeMetadata: 'OptionSet GlobalOptionSet CreatedOn ModifiedOn Settings MaxSizeInKB CanStoreFullImage',
  OneToManyRelationshipMetadata:
    'Lookup RelationshipAttributes EntityKey IsRelationshipAttributeDenormalized DenormalizedAttributeName RelationshipBehavior ReferencedEntityNavigationPropertyName',
  OptionSetMetadata: 'Options ParentOptionSetName',
  BooleanOptionSetMetadata: '',
  ManyToManyRelationshipMetadata: '',
  EntityKeyMetadata: 'IsSynchronous IsExportKey IsSecondaryKey EntityKeyIndexStatus',
};

/** Sets that bodies belong to, for error texts. */
export type DefinitionSet = 'EntityDefinitions' | 'RelationshipDefinitions' | 'GlobalOptionSetDefinitions';

/** @throws DataverseError 0x80048d19 for a property that the metadata type does not have */
export function checkNames(set: DefinitionSet, type: string, body: Body): void {
  const listed = csdlData().metadataTypes[type]?.split(' ') ?? [];
  const base = type.endsWith('AttributeMetadata') ? (FURTHER['AttributeMetadata'] ?? '') : '';
  const known = new Set([...listed, ...base.split(' '), ...(FURTHER[type] ?? '').split(' ')]);
  for (const key of Object.keys(body)) {
    const name = key.split('@')[0] ?? '';
    if (name !== '' && !known.has(name))
      throw payloadError(
        set,
        `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${type}'. Does not support untyped value in non-open type.`,
      );
  }
}

function wrong(name: string, expected: string): Error {
  return payloadError('EntityDefinitions', `The value of '${name}' must be ${expected}.`);
}

/** Absent and null are the same: not given. */
export function text(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw wrong(name, 'a text');
  return value;
}

export function flag(body: Body, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'boolean') throw wrong(name, 'true or false');
  return value;
}

export function number(body: Body, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(name, 'a number');
  return value;
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function object(body: Body, name: string): Body | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!isBody(value)) throw wrong(name, 'an object');
  return value;
}

export function objects(body: Body, name: string): readonly Body[] | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isBody)) throw wrong(name, 'an array of objects');
  return value;
}

export function texts(body: Body, name: string): readonly string[] | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) throw wrong(name, 'an array of texts');
  return value;
}

/** `{ "Value": … }` of managed properties, FormatName, DateTimeBehavior, AttributeTypeName. */
export function valueText(body: Body, name: string): string | undefined {
  const inner = object(body, name);
  return inner === undefined ? undefined : text(inner, 'Value');
}

export function valueFlag(body: Body, name: string): boolean | undefined {
  const inner = object(body, name);
  return inner === undefined ? undefined : flag(inner, 'Value');
}

/**
 * A Label: only `LocalizedLabels` counts, `UserLocalizedLabel` is the server's.
 * @param before what stands; kept where the body has no such label, and for other languages when merging (MSCRM.MergeLabels)
 */
export function label(body: Body, name: string, before?: Label, merge = false): Label | undefined {
  const given = object(body, name);
  const localized = given === undefined ? undefined : objects(given, 'LocalizedLabels');
  if (localized === undefined) return before;
  const made: Record<number, string> = merge ? { ...before } : {};
  for (const each of localized) {
    const code = number(each, 'LanguageCode');
    const wording = text(each, 'Label');
    if (code === undefined) throw wrong(`${name}/LocalizedLabels`, 'a list of labels with LanguageCode');
    if (wording !== undefined) made[code] = wording;
  }
  return made;
}

/** `#Microsoft.Dynamics.CRM.StringAttributeMetadata` → `StringAttributeMetadata` */
export function typeName(body: Body): string | undefined {
  return text(body, '@odata.type')
    ?.replace(/^#/, '')
    .replace(/^Microsoft\.Dynamics\.CRM\./, '');
}
