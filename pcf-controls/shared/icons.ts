/** Strokes of our icons on a 20 × 20 grid, 1.4 wide: one icon a kind (DESIGN decision 14), drawn here, so no icon font is needed. */
const strokes = {
  email: 'M2.7 5.2h14.6v9.6H2.7zM3 5.6l7 5.2 7-5.2',
  reply: 'M8.2 4.6 3.4 9l4.8 4.4M3.8 9h7.4c3.4 0 5.4 2 5.4 6',
  call: 'M6.4 3.2 4.6 4c-1 .5-1.3 1.5-1 2.8.6 2.5 2 4.9 3.8 6.8 1.7 1.7 3.7 2.8 5.7 3.2 1.1.2 1.9-.1 2.4-1l.9-1.6-3.2-2.4-1.9 1c-1.7-.9-3-2.3-3.8-4.1l1.2-1.7z',
  callOut:
    'M6.4 4.2 4.6 5c-1 .5-1.3 1.5-1 2.8.6 2.5 2 4.9 3.8 6.8 1.6 1.5 3.5 2.6 5.5 3 1.1.2 1.9-.1 2.4-1l.9-1.5-3.2-2.3-1.9 1c-1.7-.9-3-2.3-3.8-4.1l1.2-1.7zM11.6 7.8l5-5M12.8 2.8h3.8v3.8',
  callIn:
    'M6.4 4.2 4.6 5c-1 .5-1.3 1.5-1 2.8.6 2.5 2 4.9 3.8 6.8 1.6 1.5 3.5 2.6 5.5 3 1.1.2 1.9-.1 2.4-1l.9-1.5-3.2-2.3-1.9 1c-1.7-.9-3-2.3-3.8-4.1l1.2-1.7zM16.8 2.6l-5 5M15.6 7.6h-3.8V3.8',
  voicemail:
    'M5.5 7.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6zM14.5 7.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6zM5.5 12.8h9',
  meeting: 'M3.2 4.8h13.6v12H3.2zM3.2 8.2h13.6M6.6 2.8v3.4M13.4 2.8v3.4M7 11.4h2M11 11.4h2M7 14h2',
  note: 'M4.2 3.2h11.6v9.2l-4.4 4.4H4.2zM15.6 12.4h-4.2v4.2M7 6.8h6M7 9.6h4',
  step: 'M5 17.2V3.4M5 4h10.4l-2.6 3.7 2.6 3.7H5',
  message: 'M3.2 4.2h13.6v9.4H9.4L6 16.8v-3.2H3.2zM6.6 7.6h6.8M6.6 10.2h4.6',
  recording: 'M2.8 5.8h9.4v8.4H2.8zM12.2 9l5-2.6v7.2l-5-2.6',
  task: 'M6.6 4.2H4.4v13h11.2v-13h-2.2M6.8 2.8h6.4v2.8H6.8zM7.2 11.2l2 2 3.6-4',
  search: 'M8.6 3.2a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 1 0 0-10.8zM12.6 12.6l4.4 4.4',
  refresh: 'M15.8 8.6A6 6 0 1 0 16 11.4M16.2 4.6v4.2H12',
  chevron: 'M7.6 5.4 12.2 10l-4.6 4.6',
  open: 'M8.4 4.2H4.2v11.6h11.6v-4.2M11.4 3.8h4.8v4.8M16 4l-6.6 6.6',
  warning: 'M10 3.4 17.4 16.4H2.6zM10 8v4.2M10 14v.6',
  check: 'M4.2 10.4l3.8 3.8 7.8-8.4',
  dash: 'M5.5 10h9',
  edit: 'M4 16l.8-3.4 8.4-8.4 2.6 2.6-8.4 8.4zM11.6 5.8l2.6 2.6',
  play: 'M6.6 4.4 15.4 10l-8.8 5.6z',
} as const;

export type IconName = keyof typeof strokes;

/**
 * The icon as a CSS mask (one element, coloured by `background-color`), for places where each DOM node counts (SPEC T-8).
 */
export function iconMask(name: IconName): string {
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='#000' stroke-width='1.4' ` +
    `stroke-linecap='round' stroke-linejoin='round'><path d='${strokes[name]}'/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / contain no-repeat`;
}
