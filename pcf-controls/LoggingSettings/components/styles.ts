import { mergeStyles, mergeStyleSets } from '@fluentui/react';
import { iconMask, type IconName } from '../../shared/icons';
import { token } from '../../shared/look';
import { sections } from '../model/sections';

/** Below this width of the control a section's name stands above its switches. */
export const narrowBelow = 640;

const highContrast = '@media (forced-colors: active)';
const hairline = `1px solid ${token('colorNeutralStroke2')}`;

export const styles = mergeStyleSets({
  root: {
    boxSizing: 'border-box',
    width: '100%',
    minWidth: 0,
    color: token('colorNeutralForeground1'),
    backgroundColor: token('colorNeutralBackground1'),
    fontFamily: token('fontFamilyBase'),
    fontSize: 14,
    lineHeight: 20,
    textAlign: 'start',
    '& *': { boxSizing: 'border-box' },
  },
  page: { maxWidth: 920, padding: '4px 4px 16px' },
  header: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '12px 24px', padding: '4px 0 16px' },
  headerText: { flex: '1 1 280px', minWidth: 0 },
  // Doubled, because a form may style headings and paragraphs of its own.
  title: { '&&': { margin: 0, fontSize: 20, lineHeight: 28, fontWeight: 600 } },
  intro: { '&&': { margin: 0, color: token('colorNeutralForeground3') } },
  actions: { display: 'flex', flexWrap: 'wrap', gap: 8 },
  list: {
    margin: 0,
    padding: 0,
    border: hairline,
    borderRadius: token('borderRadiusLarge'),
    listStyle: 'none',
    boxShadow: token('shadow2'),
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 264px) minmax(0, 1fr)',
    alignItems: 'center',
    gap: '4px 12px',
    padding: '12px 16px',
    selectors: { '& + &': { borderTop: hairline } },
  },
  editing: { alignItems: 'start', padding: '18px 16px' },
  narrow: {
    gridTemplateColumns: '40px minmax(0, 1fr)',
    selectors: { '& [data-part="content"]': { gridColumn: '2 / -1' } },
  },
  icon: {
    position: 'relative',
    width: 32,
    height: 32,
    color: token('colorBrandForeground1'),
    backgroundColor: token('colorBrandBackground2'),
    borderRadius: 16,
    selectors: {
      '::before': {
        content: '""',
        position: 'absolute',
        inset: 7,
        backgroundColor: 'currentColor',
        [highContrast]: { backgroundColor: 'CanvasText' },
      },
    },
  },
  iconOff: { color: token('colorNeutralForeground3'), backgroundColor: token('colorNeutralBackground3') },
  name: { minWidth: 0, margin: 0, fontSize: 14, lineHeight: 20, fontWeight: 600, overflowWrap: 'anywhere' },
  nameEditing: { paddingTop: 6 },
  summary: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 10px', minWidth: 0 },
  part: { color: token('colorNeutralForeground3') },
  badge: {
    padding: '1px 8px',
    borderRadius: 10,
    fontSize: 12,
    lineHeight: 18,
    whiteSpace: 'nowrap',
    [highContrast]: { border: '1px solid CanvasText' },
  },
  on: { color: token('colorStatusSuccessForeground1'), backgroundColor: token('colorStatusSuccessBackground1') },
  off: { color: token('colorNeutralForeground2'), backgroundColor: token('colorNeutralBackground4') },
  changed: { color: token('colorBrandForegroundLink'), backgroundColor: token('colorBrandBackground2') },
  content: { display: 'flex', flexDirection: 'column', gap: 14, minWidth: 0 },
  setting: {
    display: 'grid',
    gridTemplateColumns: '48px minmax(0, 1fr)',
    gap: '0 8px',
    alignItems: 'start',
    paddingTop: 6,
  },
  label: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 8px', cursor: 'pointer' },
  labelOff: { color: token('colorNeutralForegroundDisabled'), cursor: 'default' },
  hint: { gridColumn: '2', color: token('colorNeutralForeground3'), fontSize: 12, lineHeight: 16 },
  target: { paddingInlineStart: 56 },
  note: {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    margin: '0 0 12px',
    padding: '8px 12px',
    backgroundColor: token('colorBrandBackground2'),
    borderInlineStart: `3px solid ${token('colorBrandForeground1')}`,
    borderRadius: token('borderRadiusMedium'),
    overflowWrap: 'anywhere',
  },
  problem: {
    backgroundColor: token('colorStatusDangerBackground1'),
    borderInlineStartColor: token('colorStatusDangerForeground1'),
  },
});

/** Icon of a section as a class. */
export const sectionIcon: ReadonlyMap<IconName, string> = new Map(
  sections.map(({ icon }) => [icon, mergeStyles({ selectors: { '::before': { mask: iconMask(icon) } } })]),
);
