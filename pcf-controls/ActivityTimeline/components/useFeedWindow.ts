import * as React from 'react';

/** Rows drawn above and below what is seen. */
const overscan = 3;
/** Height that is counted with until the browser knows one (a hidden tab has none). */
const assumedHeight = 720;

export interface FeedInput {
  readonly keys: readonly string[];
  /** Height of a row that was not measured yet. */
  estimate(index: number): number;
  /** When this changes, measured heights are void: the rows have another layout. */
  readonly layout: string;
  /** Index that stays drawn while it is out of sight, because it has the focus. */
  readonly keep: number | undefined;
}

export interface FeedWindow {
  readonly scrollRef: React.RefObject<HTMLDivElement>;
  /** Indexes of the rows to draw, ascending. */
  readonly drawn: readonly number[];
  readonly total: number;
  top(index: number): number;
  /** Ref of a drawn row: its real height replaces the estimate. The same function for the same key. */
  measure(key: string): (element: HTMLElement | null) => void;
  /** Scrolls just as far as it takes to see the row. */
  reveal(index: number): void;
}

/** Which rows of a long list to draw (SPEC T-8: never more than 30). Heights are kept by key, so they survive new rows. */
export function useFeedWindow({ keys, estimate, layout, keep }: FeedInput): FeedWindow {
  const scrollRef = React.useRef<HTMLDivElement>(null);
  const { heights, version, measure } = useHeights(layout);
  const view = useView(scrollRef);
  const tops = React.useMemo(() => {
    const sums = [0];
    keys.forEach((key, index) => sums.push((sums[index] ?? 0) + (heights.get(key) ?? estimate(index))));
    return sums;
    // `version` stands for the content of `heights`.
  }, [keys, estimate, heights, version]);
  const top = (index: number): number => tops[index] ?? 0;
  return {
    scrollRef,
    drawn: drawnRows(tops, view, keep),
    total: top(keys.length),
    top,
    measure,
    reveal(index) {
      const element = scrollRef.current;
      if (!element) return;
      if (top(index) < element.scrollTop) element.scrollTop = top(index);
      const bottom = Math.min(top(index + 1), top(index) + element.clientHeight);
      if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    },
  };
}

interface View {
  readonly top: number;
  readonly height: number;
}

function useView(ref: React.RefObject<HTMLDivElement>): View {
  const [view, setView] = React.useState<View>({ top: 0, height: assumedHeight });
  React.useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight || assumedHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(look);
    observer?.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer?.disconnect();
    };
  }, [ref]);
  return view;
}

interface Heights {
  readonly heights: ReadonlyMap<string, number>;
  readonly version: number;
  measure(key: string): (element: HTMLElement | null) => void;
}

function useHeights(layout: string): Heights {
  const [version, remeasured] = React.useReducer((count: number) => count + 1, 0);
  const heights = React.useMemo(() => new Map<string, number>(), [layout]);
  const elements = React.useRef(new Map<string, HTMLElement>());
  const refs = React.useRef(new Map<string, (element: HTMLElement | null) => void>());
  const observer = React.useRef<ResizeObserver>();

  const remeasure = (): void => {
    let changed = false;
    for (const [key, element] of elements.current) {
      const height = element.offsetHeight;
      if (height > 0 && heights.get(key) !== height) {
        heights.set(key, height);
        changed = true;
      }
    }
    if (changed) remeasured();
  };
  const latest = React.useRef(remeasure);
  latest.current = remeasure;
  React.useLayoutEffect(remeasure);
  React.useEffect(() => () => observer.current?.disconnect(), []);

  const measure = (key: string): ((element: HTMLElement | null) => void) => {
    const known = refs.current.get(key);
    if (known) return known;
    const ref = (element: HTMLElement | null): void => {
      const before = elements.current.get(key);
      if (before) observer.current?.unobserve(before);
      if (element === null) {
        elements.current.delete(key);
        refs.current.delete(key);
        return;
      }
      elements.current.set(key, element);
      if (typeof ResizeObserver === 'undefined') return;
      observer.current ??= new ResizeObserver(() => latest.current());
      observer.current.observe(element);
    };
    refs.current.set(key, ref);
    return ref;
  };
  return { heights, version, measure };
}

/** Rows that touch the view, a few more on both sides, and the kept one. */
function drawnRows(tops: readonly number[], view: View, keep: number | undefined): number[] {
  const count = tops.length - 1;
  const first = Math.max(0, indexAt(tops, view.top) - overscan);
  const last = Math.min(count - 1, indexAt(tops, view.top + view.height) + overscan);
  const drawn: number[] = [];
  if (keep !== undefined && keep < first) drawn.push(keep);
  for (let index = first; index <= last; index += 1) drawn.push(index);
  if (keep !== undefined && keep > last && keep < count) drawn.push(keep);
  return drawn;
}

/** Index of the row at a height, by halving. */
function indexAt(tops: readonly number[], height: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? Infinity) <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}
