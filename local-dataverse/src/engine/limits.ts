/** Sizes at which the platform refuses a query; settable, so that tests need no 50,000 rows. */
export interface Limits {
  /** Rows an aggregating query may read ([DOC] fetchxml/aggregate-data.md). */
  readonly aggregateRows: number;
}

export const DEFAULT_LIMITS: Limits = { aggregateRows: 50_000 };
