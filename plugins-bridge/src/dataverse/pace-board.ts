/** What a bridge says of the application user it writes with. */
export interface PaceNotice {
  /** Application (client) id of the user. */
  readonly user: string;
  /** Milliseconds since 1970 until which the platform asked to wait; 0 when it did not. */
  readonly pausedUntil: number;
  /** Length of the window its limits count in, milliseconds; 0: the platform has not said. */
  readonly windowMs: number;
}

/** What bridges that share an application user do together. */
export interface PaceShare {
  /** Bridges that write with the user now, this one included; at least 1. */
  readonly bridges: number;
  /** The latest pause any of them was asked for, milliseconds since 1970. */
  readonly pausedUntil: number;
  /** As any of them was told; 0: none was. */
  readonly windowMs: number;
}

/**
 * Where bridges of one queue tell each other what Dataverse told them, so that together they stay inside the limits of an
 * application user (SPEC B-6, DESIGN decision 5). A queue of one process is alone.
 */
export interface PaceBoard {
  /** Called about once a second for each user. A bridge not heard of for ten seconds does not count any more. */
  exchange(notice: PaceNotice): Promise<PaceShare>;
}

/** The board of a bridge that has its queue for itself. */
export const aloneBoard: PaceBoard = {
  async exchange({ pausedUntil, windowMs }) {
    return { bridges: 1, pausedUntil, windowMs };
  },
};
