/** `Entities/<Schema>/Entity.xml`. Forms, views and ribbon stand in files of their own and leave empty places here. */
import type { CustomTable, TableExtension } from '../../../solution/model/index.ts';
import { columnAttribute } from './attribute.ts';
import { descriptions, displayNames, introduced, labels, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import { systemAttributes } from './system-columns.ts';

/** A table of ours, whole (root component behavior 0). */
export function customEntity(table: CustomTable): Element {
  const attributes = [
    ...systemAttributes(table),
    ...table.columns.map((column) => columnAttribute(table.name, column, column.name === table.primaryName)),
  ].sort(byLogicalName);
  return element('Entity', rootAttributes, [
    text('Name', table.name, { LocalizedName: table.label[1033], OriginalName: table.label[1033] }),
    element('EntityInfo', {}, [
      element('entity', { Name: table.name }, [
        localizedNames(table.label),
        labels('LocalizedCollectionNames', 'LocalizedCollectionName', table.pluralLabel),
        descriptions(table.description),
        element('attributes', {}, attributes),
        ...entityKeys(table),
        text('EntitySetName', table.setName),
        ...entityFlags(table),
      ]),
    ]),
    ...places(table),
  ]);
}

/** What we add to a table of Microsoft's (root component behavior 2: only what is listed is in the solution). */
export function extensionEntity(extension: TableExtension): Element {
  const { table, columns } = extension;
  return element('Entity', rootAttributes, [
    text('Name', table.schemaName, { LocalizedName: table.label[1033], OriginalName: table.label[1033] }),
    text('ObjectTypeCode', table.objectTypeCode),
    element('EntityInfo', {}, [
      element('entity', { Name: table.schemaName, unmodified: 1 }, [
        element('attributes', {}, columns.map((column) => columnAttribute(table.name, column)).sort(byLogicalName)),
      ]),
    ]),
    ...places(extension),
  ]);
}

/** Empty elements that packing fills. The schema takes no `<SavedQueries>` that stays empty. */
function places(parts: Pick<TableExtension, 'forms' | 'views' | 'charts'>): Element[] {
  return [
    ...(parts.forms.length > 0 ? [element('FormXml')] : []),
    ...(parts.views.length > 0 ? [element('SavedQueries')] : []),
    ...((parts.charts ?? []).length > 0 ? [element('Visualizations')] : []),
    element('RibbonDiffXml'),
  ];
}

function byLogicalName(left: Element, right: Element): number {
  const name = (attribute: Element): string => (attribute.attributes['PhysicalName'] ?? '').toLowerCase();
  return name(left) < name(right) ? -1 : 1;
}

function entityKeys(table: CustomTable): Element[] {
  if (table.keys === undefined || table.keys.length === 0) return [];
  return [
    element(
      'EntityKeys',
      {},
      table.keys.map((key) =>
        element('EntityKey', {}, [
          text('Name', key.name),
          text('LogicalName', key.name.toLowerCase()),
          introduced,
          text('IsCustomizable', true),
          element(
            'EntityKeyAttributes',
            {},
            key.columns.map((column) => text('AttributeName', column)),
          ),
          displayNames(key.label),
        ]),
      ),
    ),
  ];
}

function entityFlags(table: CustomTable): Element[] {
  const off = (...names: string[]): Element[] => names.map((name) => text(name, false));
  const on = (...names: string[]): Element[] => names.map((name) => text(name, true));
  return [
    ...off(
      'IsDuplicateCheckSupported',
      'IsBusinessProcessEnabled',
      'IsRequiredOffline',
      'IsInteractionCentricEnabled',
      'IsCollaboration',
      'AutoRouteToOwnerQueue',
      'IsConnectionsEnabled',
      'IsDocumentManagementEnabled',
      'AutoCreateAccessTeams',
      'IsOneNoteIntegrationEnabled',
      'IsKnowledgeManagementEnabled',
      'IsSLAEnabled',
      'IsDocumentRecommendationsEnabled',
      'IsBPFEntity',
    ),
    text('OwnershipTypeMask', table.ownership),
    text('IsAuditEnabled', table.audited ?? true),
    ...off('IsRetrieveAuditEnabled', 'IsRetrieveMultipleAuditEnabled', 'IsActivity'),
    text('ActivityTypeMask', ''),
    ...off(
      'IsActivityParty',
      'IsReplicated',
      'IsReplicationUserFiltered',
      'IsMailMergeEnabled',
      'IsVisibleInMobile',
      'IsVisibleInMobileClient',
      'IsReadOnlyInMobileClient',
      'IsOfflineInMobileClient',
    ),
    text('DaysSinceRecordLastModified', 0),
    text('MobileOfflineFilters', ''),
    ...on('IsMapiGridEnabled', 'IsReadingPaneEnabled'),
    text(
      'IsQuickCreateEnabled',
      table.forms.some((form) => form.type === 'quickCreate'),
    ),
    ...off('SyncToExternalSearchIndex'),
    introduced,
    ...on(
      'IsCustomizable',
      'IsRenameable',
      'IsMappable',
      'CanModifyAuditSettings',
      'CanModifyMobileVisibility',
      'CanModifyMobileClientVisibility',
      'CanModifyMobileClientReadOnly',
      'CanModifyMobileClientOffline',
      'CanModifyConnectionSettings',
      'CanModifyDuplicateDetectionSettings',
      'CanModifyMailMergeSettings',
      'CanModifyQueueSettings',
      'CanCreateAttributes',
      'CanCreateForms',
      'CanCreateCharts',
      'CanCreateViews',
      'CanModifyAdditionalSettings',
      'CanEnableSyncToExternalSearchIndex',
    ),
    ...off('EnforceStateTransitions'),
    ...on('CanChangeHierarchicalRelationship'),
    ...off('EntityHelpUrlEnabled'),
    text('ChangeTrackingEnabled', table.changeTracking === true),
    ...on('CanChangeTrackingBeEnabled'),
    ...off('IsEnabledForExternalChannels', 'IsMSTeamsIntegrationEnabled', 'IsSolutionAware'),
    // Exports have these two only where they say something.
    ...(table.notes === true ? [text('HasRelatedNotes', 'True')] : []),
    ...(table.icon === undefined ? [] : [text('IconVectorName', table.icon)]),
  ];
}
