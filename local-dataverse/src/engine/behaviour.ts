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
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  closedOnCreate: false,
  putPartiesInChangeSet: true,
  reopenEmails: true,
  closedActivitiesReadOnly: true,
};
