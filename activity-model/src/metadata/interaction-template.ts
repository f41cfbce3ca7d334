// Generated from solution/model by `npm run generate`. Do not edit.
import type { CorrespondenceType } from './choices.ts';

/** Columns of al_interactiontemplate by logical name. */
export const interactionTemplateColumns = {
  al_interactiontemplateid: 'al_interactiontemplateid',
  createdon: 'createdon',
  modifiedon: 'modifiedon',
  statecode: 'statecode',
  statuscode: 'statuscode',
  al_code: 'al_code',
  al_description: 'al_description',
  al_groupid: 'al_groupid',
  al_correspondencetype: 'al_correspondencetype',
  al_attachmentname: 'al_attachmentname',
  al_attachmenttext: 'al_attachmenttext',
} as const;

/** Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`. */
export const interactionTemplateLookups = {
  al_groupid: {
    property: '_al_groupid_value',
    navigation: {
      al_interactiongroup: 'al_groupid',
    },
  },
} as const;

/** Collection navigation properties. */
export const interactionTemplateCollections = {
  al_interactiontemplate_interactionlogentry_templateid: 'al_interactiontemplate_interactionlogentry_templateid',
  al_interactiontemplate_mailboxsetup_templateid: 'al_interactiontemplate_mailboxsetup_templateid',
} as const;

/** Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it. */
export const interactionTemplateMaxLengths = {
  al_code: 20,
  al_description: 200,
  al_attachmentname: 255,
  al_attachmenttext: 1048576,
} as const;

/** Interaction Template: everything above in one object. */
export const interactionTemplateMetadata = {
  logicalName: 'al_interactiontemplate',
  entitySetName: 'al_interactiontemplates',
  primaryId: 'al_interactiontemplateid',
  primaryName: 'al_code',
  columns: interactionTemplateColumns,
  lookups: interactionTemplateLookups,
  collections: interactionTemplateCollections,
  maxLengths: interactionTemplateMaxLengths,
} as const;

/** A row of al_interactiontemplate as the Web API returns it: only selected columns are present. */
export interface InteractionTemplateRow {
  al_interactiontemplateid?: string;
  createdon?: string | null;
  modifiedon?: string | null;
  statecode?: number | null;
  statuscode?: number | null;
  /** Short name, e.g. EMAIL */
  al_code?: string | null;
  /** What the template is for */
  al_description?: string | null;
  /** Group of the template; EMAIL must be in SYSTEM */
  _al_groupid_value?: string | null;
  /** How interactions of the template are sent */
  al_correspondencetype?: CorrespondenceType | null;
  /** File name of the attachment */
  al_attachmentname?: string | null;
  /** Text of the attachment that goes with the interaction */
  al_attachmenttext?: string | null;
}
