import axe from 'axe-core';

/** What axe finds in a control, as rule and elements. Contrast needs a real browser; the look's test and the browser tests check it. */
export async function violationsIn(root: HTMLElement): Promise<unknown[]> {
  const off = { enabled: false };
  const result = await axe.run(root, { rules: { region: off, 'heading-order': off, 'color-contrast': off } });
  return result.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
