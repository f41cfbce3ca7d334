import { mergeStyles, mergeStyleSets } from '@fluentui/react';
import { iconMask, type IconName } from '../../shared/icons';
import { token } from '../../shared/look';
import type { Activity, RowKind } from '../model/activity';
import { focusRing, highContrast, masked, oneLine } from './styleParts';

/** Heights the feed counts with before it has measured a row; the styles below keep to them. */
export const rowHeight = 44;
export const narrowRowHeight = 62;
export const headingHeight = 38;

const kindIcons: Readonly<Record<RowKind, IconName>> = {
  email: 'email',
  reply: 'reply',
  call: 'call',
  voicemail: 'voicemail',
  meeting: 'meeting',
  note: 'note',
  step: 'step',
  message: 'message',
  recording: 'recording',
  task: 'task',
};
/** Colour of the row behind its icon, so that the icon can stand clear of the line. */
const rowColor = '--al-row';

export const rowStyles = mergeStyleSets({
  heading: {
    gridArea: '1 / 1 / 2 / -1',
    position: 'relative',
    display: 'flex',
    alignItems: 'flex-end',
    height: headingHeight,
    margin: 0,
    marginInlineEnd: -12,
    padding: '0 12px 6px',
    color: token('colorNeutralForeground2'),
    backgroundColor: token('colorNeutralBackground1'),
    fontSize: 12,
    lineHeight: 16,
    fontWeight: 600,
  },
  row: {
    position: 'absolute',
    insetInline: 0,
    display: 'grid',
    gridTemplateColumns: '48px minmax(0, max-content) max-content minmax(0, 1fr) minmax(0, max-content) 84px',
    gridTemplateRows: `auto ${rowHeight}px auto`,
    alignItems: 'center',
    columnGap: 8,
    paddingInlineEnd: 12,
    backgroundColor: `var(${rowColor})`,
    [rowColor]: token('colorNeutralBackground1'),
    selectors: {
      // The line of time, behind the icons.
      '::before': {
        content: '""',
        position: 'absolute',
        insetInlineStart: 23,
        top: 0,
        bottom: 0,
        width: 1,
        backgroundColor: token('colorNeutralStroke2'),
      },
      ':hover': { [rowColor]: token('colorNeutralBackground1Hover') },
      ':focus-visible': focusRing,
    },
  },
  rowNarrow: {
    gridTemplateColumns: '44px max-content minmax(0, 1fr) max-content',
    gridTemplateRows: `auto ${narrowRowHeight / 2}px ${narrowRowHeight / 2}px auto`,
    columnGap: 6,
    paddingInlineEnd: 8,
    selectors: {
      '&[data-open]::before': { display: 'none' },
      '& [data-part="icon"]': { gridArea: '2 / 1 / 4 / 2' },
      '& [data-part="title"]': { gridArea: '2 / 2 / 3 / 4', alignSelf: 'end', height: 26 },
      '& [data-part="time"]': { gridArea: '2 / 4', alignSelf: 'end', lineHeight: 26 },
      '& [data-part="badge"]': { gridArea: '3 / 2', alignSelf: 'start', maxWidth: 150 },
      '& [data-part="snippet"]': { gridArea: '3 / 3', alignSelf: 'start' },
      '& [data-part="snippet"][data-lone]': { gridArea: '3 / 2 / 4 / 4' },
      '& [data-part="who"]': { gridArea: '3 / 4', alignSelf: 'start', maxWidth: 96, textAlign: 'end' },
      '& [data-part="detail"]': { gridArea: '4 / 1 / 5 / -1', paddingInlineStart: 12 },
    },
  },
  rowOpen: {
    [rowColor]: token('colorNeutralBackground2'),
    selectors: { ':hover': { [rowColor]: token('colorNeutralBackground2') } },
  },
  icon: {
    gridArea: '2 / 1',
    position: 'relative',
    justifySelf: 'center',
    width: 28,
    height: 28,
    color: token('colorBrandForeground1'),
    backgroundColor: token('colorBrandBackground2'),
    borderRadius: 14,
    boxShadow: `0 0 0 3px var(${rowColor})`,
    selectors: { '::before': { ...masked, content: '""', position: 'absolute', inset: 6, width: 16, height: 16 } },
  },
  quiet: { color: token('colorNeutralForeground3'), backgroundColor: token('colorNeutralBackground3') },
  title: {
    ...oneLine,
    gridArea: '2 / 2',
    height: 32,
    padding: 0,
    color: 'inherit',
    background: 'none',
    border: 'none',
    font: 'inherit',
    fontWeight: 600,
    textAlign: 'start',
    cursor: 'pointer',
    selectors: { ':focus-visible': focusRing, ':hover': { textDecoration: 'underline' } },
  },
  badge: {
    ...oneLine,
    gridArea: '2 / 3',
    maxWidth: 200,
    padding: '1px 8px',
    borderRadius: 10,
    fontSize: 12,
    lineHeight: 18,
    [highContrast]: { border: '1px solid CanvasText' },
  },
  snippet: { ...oneLine, gridArea: '2 / 4', color: token('colorNeutralForeground3') },
  who: { ...oneLine, gridArea: '2 / 5', maxWidth: 180, color: token('colorNeutralForeground2'), fontSize: 12 },
  time: { ...oneLine, gridArea: '2 / 6', color: token('colorNeutralForeground3'), fontSize: 12, textAlign: 'end' },
});

/** Colours of an outcome; the words beside say the same, so colour is never the only sign. */
export const tones = mergeStyleSets({
  good: { color: token('colorStatusSuccessForeground1'), backgroundColor: token('colorStatusSuccessBackground1') },
  neutral: { color: token('colorNeutralForeground2'), backgroundColor: token('colorNeutralBackground4') },
  warning: { color: token('colorStatusWarningForeground1'), backgroundColor: token('colorStatusWarningBackground1') },
  bad: { color: token('colorStatusDangerForeground1'), backgroundColor: token('colorStatusDangerBackground1') },
});

/** Class of a row's icon: its kind's, for calls with the direction. */
export function iconClassOf({ kind, direction }: Pick<Activity, 'kind' | 'direction'>): string {
  const icon = kind === 'call' && direction ? (direction === 'outgoing' ? 'callOut' : 'callIn') : kindIcons[kind];
  return mergeStyles({ selectors: { '::before': { mask: iconMask(icon) } } });
}
