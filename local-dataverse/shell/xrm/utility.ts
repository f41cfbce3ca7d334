/** Xrm.Utility. */
import type { Services } from '../app/services.ts';
import type { ColumnModel, TableModel } from '../../src/shell/model.ts';
import { webResourceUrl } from './libraries.ts';
import { NotSupportedError, unsupportedAsync } from './unsupported.ts';

const TYPE_CODES: Readonly<Record<string, number>> = {
  Boolean: 0,
  Customer: 1,
  DateTime: 2,
  Decimal: 3,
  Double: 4,
  Integer: 5,
  Lookup: 6,
  Memo: 7,
  Money: 8,
  Owner: 9,
  PartyList: 10,
  Picklist: 11,
  State: 12,
  Status: 13,
  String: 14,
  Uniqueidentifier: 15,
  Virtual: 17,
  BigInt: 18,
  MultiSelectPicklist: 17,
  EntityName: 20,
};

export function createUtility(services: Services, globalContext: object, pageContext: () => object): object {
  const strings = new Map<string, Readonly<Record<string, string>>>();
  return {
    getGlobalContext: () => globalContext,
    getPageContext: () => ({ input: pageContext() }),
    getEntityMetadata: async (table: string, columns?: readonly string[]) =>
      entityMetadata(await services.models.table(table), columns),
    showProgressIndicator: (message: string) => services.dialogs.progress.set(message),
    closeProgressIndicator: () => services.dialogs.progress.set(undefined),
    getResourceString: (webResource: string, key: string) => {
      const known = strings.get(webResource) ?? readStrings(webResource, services.session.settings.languageId);
      strings.set(webResource, known);
      return known[key] ?? null;
    },
    getAllowedStatusTransitions: () => Promise.reject(new NotSupportedError('Xrm.Utility.getAllowedStatusTransitions')),
    getLearningPathAttributeName: () => 'data-id',
    refreshParentGrid: () => undefined,
    lookupObjects: (options: LookupOptions) => lookupObjects(services, options),
    ...unsupportedAsync('Xrm.Utility', ['invokeProcessAction'] as const),
  };
}

export interface LookupOptions {
  readonly allowMultiSelect?: boolean;
  readonly defaultEntityType?: string;
  readonly entityTypes?: readonly string[];
}

/** Rows that the user chooses in a panel; ids in braces and capitals, as the platform gives them. */
export async function lookupObjects(services: Services, options: LookupOptions): Promise<object[]> {
  const first = options.defaultEntityType;
  const tables = [...new Set([...(first ? [first] : []), ...(options.entityTypes ?? [])])];
  if (!tables.length) throw new TypeError('lookupObjects needs entityTypes.');
  const rows = await services.overlays.ask({ kind: 'lookup', tables, isMultiple: options.allowMultiSelect === true });
  return rows.map((row) => ({ ...row, id: `{${row.id.toUpperCase()}}` }));
}

/**
 * Texts of `<name>.<language>.resx`, else of 1033. The platform's method answers at once (it loads the file before the form
 * opens, as a declared dependency), so this one must ask synchronously.
 */
function readStrings(name: string, languageId: number): Readonly<Record<string, string>> {
  for (const language of new Set([languageId, 1033])) {
    const request = new XMLHttpRequest();
    request.open('GET', webResourceUrl(`${name}.${language}.resx`), false);
    request.send();
    if (request.status !== 200) continue;
    const data = [...new DOMParser().parseFromString(request.responseText, 'text/xml').getElementsByTagName('data')];
    return Object.fromEntries(
      data.map((one) => [one.getAttribute('name') ?? '', one.getElementsByTagName('value')[0]?.textContent ?? '']),
    );
  }
  return {};
}

/** The part of EntityMetadata that pages and components ask for. */
export function entityMetadata(table: TableModel, columns: readonly string[] | undefined): object {
  const wanted = (columns ?? Object.keys(table.columns)).flatMap((name) => table.columns[name] ?? []);
  const attributes = new Map(wanted.map((column) => [column.name, attributeMetadata(column)]));
  return {
    LogicalName: table.name,
    SchemaName: table.schemaName,
    EntitySetName: table.setName,
    ObjectTypeCode: table.objectTypeCode,
    DisplayName: table.label,
    DisplayCollectionName: table.collectionLabel,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName ?? '',
    IsActivity: table.isActivity,
    IsCustomEntity: table.isCustom,
    OwnershipType: table.ownership,
    Attributes: {
      get: (name?: string) => (name === undefined ? [...attributes.values()] : (attributes.get(name) ?? null)),
      getByName: (name: string) => attributes.get(name) ?? null,
      getAll: () => [...attributes.values()],
      getLength: () => attributes.size,
      forEach: (work: (item: object, index: number) => void) =>
        [...attributes.values()].forEach((item, index) => work(item, index)),
    },
  };
}

export function attributeMetadata(column: ColumnModel): object {
  const options = (column.options ?? []).map((one) => ({
    text: one.label,
    value: one.value,
    Label: one.label,
    Value: one.value,
    Color: one.color ?? '',
  }));
  return {
    LogicalName: column.name,
    SchemaName: column.schemaName,
    DisplayName: column.label,
    Description: column.description,
    AttributeType: TYPE_CODES[column.type] ?? 17,
    AttributeTypeName: column.type.toLowerCase(),
    RequiredLevel: { None: 0, SystemRequired: 1, ApplicationRequired: 2, Recommended: 3 }[column.required],
    IsValidForCreate: column.creatable,
    IsValidForUpdate: column.updatable,
    MaxLength: column.maxLength,
    MinValue: column.minValue,
    MaxValue: column.maxValue,
    Precision: column.precision,
    Format: column.format,
    Behavior: column.dateBehavior,
    Targets: column.targets?.map((one) => one.table),
    Options: options,
    OptionSet: Object.fromEntries(options.map((one) => [one.value, one])),
  };
}
