import { mergeStyleSets } from '@fluentui/react';
import { iconMask } from '../../shared/icons';
import { token } from '../../shared/look';
import { focusRing, highContrast, masked } from './styleParts';

export const toolbarStyles = mergeStyleSets({
  toolbar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8, padding: '4px 4px 10px' },
  searchField: {
    position: 'relative',
    display: 'flex',
    flex: '1 1 200px',
    minWidth: 0,
    maxWidth: 420,
    '::before': {
      ...masked,
      content: '""',
      position: 'absolute',
      insetInlineStart: 10,
      top: 8,
      width: 16,
      height: 16,
      color: token('colorNeutralForeground3'),
      mask: iconMask('search'),
    },
  },
  search: {
    flex: '1 1 auto',
    minWidth: 0,
    width: '100%',
    height: 32,
    padding: 0,
    paddingInlineStart: 34,
    paddingInlineEnd: 10,
    color: 'inherit',
    backgroundColor: token('colorNeutralBackground1'),
    border: `1px solid ${token('colorNeutralStroke1')}`,
    borderBottomColor: token('colorNeutralStrokeAccessible'),
    borderRadius: token('borderRadiusMedium'),
    font: 'inherit',
    selectors: {
      '::placeholder': { color: token('colorNeutralForeground3'), opacity: 1 },
      ':focus': {
        outline: '2px solid transparent',
        borderBottomColor: token('colorCompoundBrandBackground'),
        boxShadow: `inset 0 -1px 0 ${token('colorCompoundBrandBackground')}`,
      },
    },
  },
  filters: { display: 'flex', flexWrap: 'wrap', gap: 6 },
  toolbarNarrow: { selectors: { '& [role="group"]': { order: 1, flexBasis: '100%' } } },
  filter: {
    height: 28,
    padding: '0 10px',
    color: token('colorNeutralForeground2'),
    backgroundColor: 'transparent',
    border: `1px solid ${token('colorNeutralStroke1')}`,
    borderRadius: 14,
    font: 'inherit',
    fontSize: 12,
    cursor: 'pointer',
    selectors: {
      ':hover': { backgroundColor: token('colorNeutralBackground1Hover') },
      ':focus-visible': { outline: `2px solid ${token('colorStrokeFocus2')}`, outlineOffset: 1 },
      '&[aria-pressed="true"]': {
        color: token('colorBrandForeground1'),
        backgroundColor: token('colorBrandBackground2'),
        borderColor: token('colorBrandForeground1'),
        fontWeight: 600,
        [highContrast]: { forcedColorAdjust: 'none', color: 'HighlightText', backgroundColor: 'Highlight' },
      },
    },
  },
  refresh: {
    width: 32,
    height: 32,
    padding: 7,
    marginInlineStart: 'auto',
    color: token('colorNeutralForeground2'),
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: token('borderRadiusMedium'),
    cursor: 'pointer',
    selectors: {
      '::before': { ...masked, content: '""', display: 'block', mask: iconMask('refresh') },
      ':hover': { backgroundColor: token('colorNeutralBackground1Hover') },
      ':focus-visible': focusRing,
    },
  },
});
