/** What `$metadata?annotations=true` adds (`PAD:webapi/web-api-properties.md`, change tracking: `web-api-service-documents.md`). */
import { labelText } from '../labels.ts';
import type { Column, Label } from '../types.ts';

const READ_ONLY =
  '<Annotation Term="Org.OData.Core.V1.Permissions"><EnumMember>Org.OData.Core.V1.PermissionType/Read</EnumMember></Annotation>';

/** Stands at the entity sets of tables with change tracking. */
export const CHANGE_TRACKING =
  '<Annotation Term="Org.OData.Capabilities.V1.ChangeTracking"><Record><PropertyValue Property="Supported" Bool="true" /></Record></Annotation>';

/** Description, and for columns nobody may set that they are computed and readable only. */
export function columnAnnotations(column: Column): string[] {
  const isReadOnly = !column.validForCreate && !column.validForUpdate;
  return [
    ...description(column.description),
    ...(isReadOnly ? ['<Annotation Term="Org.OData.Core.V1.Computed" Bool="true" />', READ_ONLY] : []),
  ];
}

export function description(label: Label | undefined): string[] {
  const text = labelText(label);
  return text === undefined || text === ''
    ? []
    : [`<Annotation Term="Org.OData.Core.V1.Description" String="${escaped(text)}" />`];
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
