/** Switches for what no Microsoft document settles (facts: [COMM], [INFER]); the product's tests run both ways. */
export interface Behaviour {
  /** POST of an activity may bring a closed statecode and statuscode. Reports say no (facts §3). */
  readonly closedOnCreate: boolean;
  /** PUT of a party collection is accepted inside a change set. */
  readonly putPartiesInChangeSet: boolean;
  /** Parties in the body of a PATCH: refused as a deep update (facts §3), or put in place of the ones there (`dataverse-ify`'s tests). */
  readonly patchParties: 'refuse' | 'replace';
  /** Addresses by alternate key may hold / < > * % & : \ ? + in their values; the documentation says that they do not work. */
  readonly specialCharactersInKeys: boolean;
  /** A completed or canceled e-mail may go back to Open. */
  readonly reopenEmails: boolean;
  /** Completed and canceled activities refuse further edits. */
  readonly closedActivitiesReadOnly: boolean;
  /** Tables with CreateMultiple, UpdateMultiple, UpsertMultiple; `custom` stands for every custom table (facts §4 [INFER]). */
  readonly multipleTables: readonly string[];
  /** Targets of CreateMultiple may hold nested rows, parties among them (facts §4: nothing found). */
  readonly nestedInCreateMultiple: boolean;
  /** Merge hands the subordinate's parties and e-mail senders to the master too, not only what is regarding it. */
  readonly mergeMovesParties: boolean;
  /** Status reason of a merged lead, which becomes Disqualified. */
  readonly mergedLeadStatus: number;
  /** Naming somebody as a party takes Append on the activity and AppendTo on the person, as a lookup does. Nothing found either way. */
  readonly partiesNeedAppend: boolean;
  /** Associate of a many-to-many relationship takes AppendTo on the row linked to, beside the documented Append on both. */
  readonly linksNeedAppendTo: boolean;
  /** Rows that go with a deleted one must be deletable for the caller too [INFER]. */
  readonly cascadeChecksDelete: boolean;
  /** What QualifyLead does with the lead's activities: nothing, or set regarding to the opportunity (else contact, account). */
  readonly qualifyLeadActivities: 'keep' | 'moveOpen' | 'moveAll';
  /** Steps on Assign and SetState also run when an Update changes owner or state; the documents promise it for workflows only. */
  readonly legacyUpdateMessages: boolean;
  /** Steps can be registered on Retrieve and RetrieveMultiple: their sdkmessagefilter rows exist (facts §6). */
  readonly retrieveSteps: boolean;
  /** Steps can be registered on ExportToExcel (facts §6: nothing found). */
  readonly exportToExcelSteps: boolean;
  /** Activity tables may have alternate keys; the list of supported tables names none that may not. */
  readonly keysOnActivities: boolean;
  /** A body that is a JSON text of JSON counts as the JSON in it (`dataverse-ify`'s node half sends such bodies). */
  readonly jsonTextBodies: boolean;
  /** Line ends of a batch: CRLF as the documentation asks, or any (`dataverse-ify` sends LF). */
  readonly batchLineEnds: 'crlf' | 'any';
  /** The environment has elastic tables: EntityDefinitions takes TableType Elastic. */
  readonly elasticTables: boolean;
  /** Actions and functions of the platform obey `Prefer: respond-async`; the page says it of custom APIs, and some of the platform's own are that. */
  readonly backgroundOperations: boolean;
  /** Milliseconds a background operation waits before it begins; before its repetitions twice, four times … as long. */
  readonly backgroundDelay: number;
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  closedOnCreate: false,
  putPartiesInChangeSet: true,
  patchParties: 'refuse',
  specialCharactersInKeys: false,
  reopenEmails: true,
  closedActivitiesReadOnly: true,
  multipleTables: ['custom', 'account', 'contact', 'lead', 'task'],
  nestedInCreateMultiple: false,
  mergeMovesParties: true,
  mergedLeadStatus: 7,
  partiesNeedAppend: true,
  linksNeedAppendTo: true,
  cascadeChecksDelete: true,
  qualifyLeadActivities: 'keep',
  legacyUpdateMessages: true,
  retrieveSteps: true,
  exportToExcelSteps: false,
  keysOnActivities: true,
  jsonTextBodies: true,
  batchLineEnds: 'crlf',
  elasticTables: true,
  backgroundOperations: true,
  backgroundDelay: 500,
};
