/** One thing as a source's list shows it, in the shape of a delivery about it. */
export interface PulledItem {
  readonly id: string;
  /** Its time of change, exact text: the lists are walked by it. */
  readonly version: string;
  /** Name of the event whose payload it is. */
  readonly event: string;
  readonly body: unknown;
}

export interface PullPage {
  readonly items: readonly PulledItem[];
  /** There is nothing behind it. */
  readonly isLast: boolean;
  /** Milliseconds the source wants to be left alone before the next request. */
  readonly pauseMs: number;
}

/** A list of a source. */
export interface PullResource {
  readonly name: string;
  /**
   * Items that changed at `since` or later, the oldest change first.
   *
   * @param page 1 is the first.
   * @throws PassingFailure, SignInLost
   */
  page(since: string, page: number): Promise<PullPage>;
}

/** What may have been missed by webhooks can be asked for here. */
export interface PullSource {
  readonly name: string;
  readonly resources: readonly PullResource[];
}
