/** Switches for what no Microsoft document settles (facts: [COMM], [INFER]); the product's tests run both ways. */
export interface Behaviour {
  /** POST of an activity may bring a closed statecode and statuscode. Reports say no (facts §3). */
  readonly closedOnCreate: boolean;
  /** PUT of a party collection is accepted inside a change set. */
  readonly putPartiesInChangeSet: boolean;
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
  /** What QualifyLead does with the lead's activities: nothing, or set regarding to the opportunity (else contact, account). */
  readonly qualifyLeadActivities: 'keep' | 'moveOpen' | 'moveAll';
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  closedOnCreate: false,
  putPartiesInChangeSet: true,
  reopenEmails: true,
  closedActivitiesReadOnly: true,
  multipleTables: ['custom', 'account', 'contact', 'lead', 'task'],
  nestedInCreateMultiple: false,
  mergeMovesParties: true,
  mergedLeadStatus: 7,
  qualifyLeadActivities: 'keep',
};
