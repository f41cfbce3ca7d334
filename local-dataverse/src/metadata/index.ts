/** Metadata of the local Dataverse: registry, Microsoft's tables, names. */
export { createRegistry } from './registry.ts';
export { declareBaseTables, isPlatformOperation, type BaseTableOptions } from './base/base-tables.ts';
export { label, labelText, ENGLISH, GERMAN } from './labels.ts';
export { lookupNavigation, collectionNavigation } from './navigation.ts';
