import { messageOf } from '../../shared/errors';
import type { Activity } from '../model/activity';
import { merge, type Merged, type Source } from '../model/merge';

export interface TimelineState {
  readonly activities: readonly Activity[];
  /** `first`: nothing is there yet; `more`: older rows are on their way; `failed`: no source could be read. */
  readonly phase: 'first' | 'idle' | 'more' | 'failed';
  /** All there is has been read. */
  readonly complete: boolean;
  /** Tables that could not be read, with the platform's words: what is shown is not everything. */
  readonly missing: ReadonlyMap<string, string>;
}

const empty: TimelineState = { activities: [], phase: 'first', complete: false, missing: new Map() };

/** The activities of one record, as far as they were read. Answers of an earlier read never reach a later one. */
export class TimelineStore {
  state: TimelineState = empty;
  private readonly open: () => readonly Source<Activity>[];
  private readonly pageSize: number;
  private readonly listeners = new Set<() => void>();
  private sources: readonly Source<Activity>[];
  private next: (count: number) => Promise<Merged<Activity>>;
  private generation = 0;

  /** @param open gives fresh sources; called again on {@link refresh}. @param pageSize rows added by one {@link more}. */
  constructor(open: () => readonly Source<Activity>[], pageSize: number) {
    this.open = open;
    this.pageSize = pageSize;
    this.sources = open();
    this.next = merge(this.sources);
    void this.read();
  }

  /** Reads the next page of older rows; does nothing while a read runs or when there are none. */
  more(): void {
    if (this.state.phase !== 'idle' || this.state.complete) return;
    this.set({ ...this.state, phase: 'more' });
    void this.read();
  }

  /** Starts again from the newest row. */
  refresh(): void {
    this.generation += 1;
    this.sources = this.open();
    this.next = merge(this.sources);
    this.set(empty);
    void this.read();
  }

  /** Calls `listener` on each change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends the store: what is still on its way changes nothing any more. */
  close(): void {
    this.generation += 1;
    this.listeners.clear();
  }

  private async read(): Promise<void> {
    const generation = this.generation;
    const page = await this.next(this.pageSize);
    if (generation !== this.generation) return;
    const missing = new Map(this.state.missing);
    for (const problem of page.problems) missing.set(problem.source, messageOf(problem.error));
    const activities = [...this.state.activities, ...page.rows];
    const main = this.sources.filter(({ aside }) => !aside).map(({ name }) => name);
    const failed = activities.length === 0 && main.every((name) => page.problems.some(({ source }) => source === name));
    this.set({ activities, missing, complete: page.complete, phase: failed ? 'failed' : 'idle' });
  }

  private set(state: TimelineState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }
}
