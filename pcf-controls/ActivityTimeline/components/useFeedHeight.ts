import * as React from 'react';

/** A usable piece of the list, and 15 rows with their headings (SPEC T-2); pixels. */
const least = 320;
const most = 740;
const below = 40;

/**
 * Most height the list may take: what the form gives the control, else down to the end of the window, so that a page shows a screenful
 * of rows and scrolls in one place only.
 *
 * @param above changes when something above the list may have changed its height.
 */
export function useFeedHeight(ref: React.RefObject<HTMLElement>, allocated: number, above: string): number {
  const [height, setHeight] = React.useState(most);
  React.useLayoutEffect(() => {
    const fit = (): void => {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      // A form that gives a height gives it to the whole control; the toolbar above takes its share of it.
      const offset = ref.current?.offsetTop ?? 0;
      const room = allocated > 0 ? allocated - offset : window.innerHeight - top - below;
      setHeight(Math.max(least, Math.min(most, Math.floor(room))));
    };
    fit();
    window.addEventListener('resize', fit);
    return () => window.removeEventListener('resize', fit);
  }, [ref, allocated, above]);
  return height;
}
