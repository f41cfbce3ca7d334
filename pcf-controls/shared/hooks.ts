import * as React from 'react';

/** Width of an element, kept up to date; `initial` until it is known (and where the browser cannot observe). */
export function useWidth(ref: React.RefObject<HTMLElement>, initial: number): number {
  const [width, setWidth] = React.useState(initial);
  React.useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)));
    observer.observe(element);
    if (element.clientWidth > 0) setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** A moment that moves on each minute, so that relative times stay true while a form is left open. */
export function useNow(): number {
  const [now, setNow] = React.useState(() => Date.now());
  React.useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Something with a state that tells when it changes. */
export interface Observable<State> {
  readonly state: State;
  subscribe(listener: () => void): () => void;
}

/** The store's state; the component is drawn again on each change. */
export function useStore<State>(store: Observable<State>): State {
  const [, drawAgain] = React.useReducer((count: number) => count + 1, 0);
  const drawn = store.state;
  React.useEffect(() => {
    // What changed between drawing and now would be missed.
    if (store.state !== drawn) drawAgain();
    return store.subscribe(drawAgain);
  }, [store]);
  return drawn;
}
