/**
 * Icons on a 20 × 20 grid, drawn with strokes in the current text colour: those the shell names, and those that Fluent 8's
 * own components ask for by name (chevrons, calendar, check marks). Other names come from the icon font in `assets/fonts`.
 */
import * as React from 'react';
import { initializeIcons, registerIcons, setIconOptions } from '@fluentui/react';

const STROKES: Readonly<Record<string, string>> = {
  add: 'M10 4v12M4 10h12',
  accounttie: 'M3.5 16.5v-13h8v13M11.5 7.5h5v9M2 16.5h16M6 6.5h3M6 9.5h3M6 12.5h3M13.8 10.5h.6M13.8 13.5h.6',
  appslauncher: 'M4 4h.01M10 4h.01M16 4h.01M4 10h.01M10 10h.01M16 10h.01M4 16h.01M10 16h.01M16 16h.01',
  back: 'M9 4.5 3.5 10 9 15.5M4 10h12.5',
  calendar: 'M3.5 4.5h13v12h-13zM3.5 8h13M6.8 2.8v3M13.2 2.8v3',
  cancel: 'M5 5l10 10M15 5 5 15',
  chart: 'M3.5 16.5h13M5.5 16.5v-6M10 16.5V4M14.5 16.5V8',
  check: 'M4 10.5l4 4L16 6',
  chevrondown: 'M4.5 7.5 10 13l5.5-5.5',
  chevronleft: 'M12.5 4.5 7 10l5.5 5.5',
  chevronright: 'M7.5 4.5 13 10l-5.5 5.5',
  chevronup: 'M4.5 12.5 10 7l5.5 5.5',
  clock: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 1 0 0-14.4zM10 6v4.3h3',
  completed: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 1 0 0-14.4zM6.6 10.2l2.4 2.4 4.4-4.8',
  contact: 'M10 3a3.4 3.4 0 1 0 0 6.8A3.4 3.4 0 1 0 10 3zM3.6 17c.4-3 3-4.6 6.4-4.6s6 1.6 6.4 4.6',
  delete: 'M3.5 5.5h13M8 5V3.2h4V5M5 5.5l.8 11.3h8.4L15 5.5M8.4 8.5v5.2M11.6 8.5v5.2',
  document: 'M5 2.8h6.5L15 6.4v10.8H5zM11.3 3v3.6h3.5',
  down: 'M10 3.5v13M5 11.5l5 5 5-5',
  edit: 'M3.6 16.4l1-4 9-9 3 3-9 9zM11.6 5.4l3 3',
  error: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 1 0 0-14.4zM10 6.2v4.6M10 13.4v.2',
  filter: 'M3.5 5h13M6 10h8M8.5 15h3',
  firstpage: 'M14 4.5 8.5 10l5.5 5.5M5.5 4.5v11',
  globe:
    'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 1 0 0-14.4zM3 10h14M10 2.8c2 2 3 4.4 3 7.2s-1 5.2-3 7.2c-2-2-3-4.4-3-7.2s1-5.2 3-7.2z',
  globalnavbutton: 'M3 5.5h14M3 10h14M3 14.5h14',
  home: 'M3.5 9.5 10 3.5l6.5 6v7h-4.6v-4.6H8.1v4.6H3.5z',
  info: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 1 0 0-14.4zM10 9.2v4.6M10 6.4v.2',
  lightbulb: 'M10 2.8a5 5 0 0 0-2.6 9.2v2h5.2v-2A5 5 0 0 0 10 2.8zM8 16.8h4',
  lock: 'M4.8 9h10.4v7.8H4.8zM7 9V6.4a3 3 0 0 1 6 0V9',
  mail: 'M2.8 4.8h14.4v10.4H2.8zM3 5.4l7 5.2 7-5.2',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  openinnewwindow: 'M8.4 4.2H4.2v11.6h11.6v-4.2M11.4 3.8h4.8v4.8M16 4l-6.6 6.6',
  people:
    'M7.5 4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6zM2.4 16c.3-2.6 2.3-4 5.1-4s4.8 1.4 5.1 4M13 4.6a2.4 2.4 0 0 1 0 4.6M14.4 12.2c1.9.4 3 1.8 3.2 3.8',
  phone:
    'M6.4 3.2 4.6 4c-1 .5-1.3 1.5-1 2.8.6 2.5 2 4.9 3.8 6.8 1.7 1.7 3.7 2.8 5.7 3.2 1.1.2 1.9-.1 2.4-1l.9-1.6-3.2-2.4-1.9 1c-1.7-.9-3-2.3-3.8-4.1l1.2-1.7z',
  refresh: 'M15.8 8.6A6 6 0 1 0 16 11.4M16.2 4.6v4.2H12',
  save: 'M3.5 3.5h10.2l2.8 2.8v10.2h-13zM6.4 3.8v4h6.4v-4M6.4 16.2v-5h7.2v5',
  saveandclose: 'M16.5 9V6.3l-2.8-2.8H3.5v13H9M6.4 3.8v4h6.4v-4M6.4 16.2v-5H11M12.2 12.2l4.6 4.6M16.8 12.2l-4.6 4.6',
  search: 'M8.6 3.2a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 1 0 0-10.8zM12.6 12.6l4.4 4.4',
  settings:
    'M10 7.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6zM8.6 2.8h2.8l.4 2 1.6.8 1.9-.8 1.5 2.3-1.5 1.4v2l1.5 1.4-1.5 2.4-1.9-.8-1.6.8-.4 2H8.6l-.4-2-1.6-.8-1.9.8-1.5-2.4 1.5-1.4v-2L3.2 7.1l1.5-2.3 1.9.8 1.6-.8z',
  sortdown: 'M10 3.5v13M5 11.5l5 5 5-5',
  sortup: 'M10 16.5v-13M5 8.5l5-5 5 5',
  table: 'M3 4h14v12H3zM3 8h14M8 8v8',
  task: 'M6.6 4.2H4.4v13h11.2v-13h-2.2M6.8 2.8h6.4v2.8H6.8zM7.2 11.2l2 2 3.6-4',
  triangledown12: 'M5 8h10l-5 5z',
  up: 'M10 16.5v-13M5 8.5l5-5 5 5',
  warning: 'M10 3.4 17.4 16.4H2.6zM10 8v4.2M10 14v.6',
};

/** The names under which Fluent 8's own components look icons up, where they differ from ours. */
const ALIASES: Readonly<Record<string, string>> = {
  chevronrightmed: 'chevronright',
  chevronleftmed: 'chevronleft',
  chevronrightsmall: 'chevronright',
  chevronleftsmall: 'chevronleft',
  chevrondownmed: 'chevrondown',
  chevronupsmall: 'chevronup',
  chevrondownsmall: 'chevrondown',
  chromeclose: 'cancel',
  clear: 'cancel',
  errorbadge: 'error',
  blocked: 'error',
  blocked2: 'error',
  checkmark: 'check',
  statuscirclecheckmark: 'check',
  doublechevrondown: 'chevrondown',
  doublechevronleft: 'chevronleft',
  doublechevronright: 'chevronright',
  mailsolid: 'mail',
  person: 'contact',
};

export function ShellIcon(props: { name: string; size?: number; title?: string }): React.ReactElement {
  const size = props.size ?? 20;
  return (
    <svg
      className="ld-icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={props.name === 'more' || props.name === 'appslauncher' ? 2.6 : 1.3}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden={props.title ? undefined : true}
      role={props.title ? 'img' : undefined}
      aria-label={props.title}
    >
      <path d={STROKES[props.name] ?? STROKES['table']} />
    </svg>
  );
}

/** Registers our icons, then the font for every other name. The first registration of a name stays. */
export function registerShellIcons(): void {
  const names = [...Object.keys(STROKES).map((name) => [name, name] as const), ...Object.entries(ALIASES)];
  registerIcons({
    style: { display: 'inline-flex', alignItems: 'center', justifyContent: 'center' },
    icons: Object.fromEntries(names.map(([name, drawing]) => [name, <ShellIcon name={drawing} size={16} />])),
  });
  // The font has drawings for our names, too, and Fluent would warn about each.
  setIconOptions({ disableWarnings: true });
  initializeIcons('/_shell/assets/fonts/');
}

/** Icon of a table, by what the table is about. */
export function tableIcon(table: string, isActivity: boolean): string {
  const known: Readonly<Record<string, string>> = {
    account: 'accounttie',
    contact: 'contact',
    lead: 'people',
    systemuser: 'contact',
    team: 'people',
    task: 'task',
    email: 'mail',
    phonecall: 'phone',
    appointment: 'calendar',
    opportunity: 'lightbulb',
    annotation: 'document',
  };
  return known[table] ?? (isActivity ? 'task' : /config|setting/.test(table) ? 'settings' : 'table');
}
