import { mergeStyleSets } from '@fluentui/react';
import { iconMask } from '../../shared/icons';
import { token } from '../../shared/look';
import { highContrast } from './styleParts';

/** Below this width of the control a row takes two lines (SPEC T-9: nothing is cut off at 320 px). */
export const narrowBelow = 560;

export const styles = mergeStyleSets({
  root: {
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    width: '100%',
    minWidth: 0,
    position: 'relative',
    color: token('colorNeutralForeground1'),
    backgroundColor: token('colorNeutralBackground1'),
    fontFamily: token('fontFamilyBase'),
    fontSize: 14,
    lineHeight: 20,
    textAlign: 'start',
    '& *': { boxSizing: 'border-box' },
  },
  scroll: {
    position: 'relative',
    overflowY: 'auto',
    overflowX: 'hidden',
    borderTop: `1px solid ${token('colorNeutralStroke2')}`,
  },
  feed: { position: 'relative' },
  footer: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 12,
    minHeight: 48,
    padding: 12,
    color: token('colorNeutralForeground3'),
    fontSize: 12,
    textAlign: 'center',
  },
  notice: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: 8,
    margin: '0 4px 8px',
    padding: '8px 12px',
    color: token('colorNeutralForeground1'),
    backgroundColor: token('colorStatusWarningBackground1'),
    border: `1px solid ${token('colorStatusWarningForeground1')}`,
    borderRadius: token('borderRadiusMedium'),
    fontSize: 12,
    overflowWrap: 'anywhere',
  },
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 8,
    minHeight: 240,
    padding: 24,
    textAlign: 'center',
    overflowWrap: 'anywhere',
  },
  stateIcon: {
    width: 40,
    height: 40,
    color: token('colorNeutralForeground3'),
    backgroundColor: 'currentColor',
    [highContrast]: { backgroundColor: 'CanvasText' },
  },
  stateTitle: { fontSize: 16, lineHeight: 22, fontWeight: 600 },
  stateText: { maxWidth: 420, color: token('colorNeutralForeground3') },
  ghost: { display: 'flex', flexDirection: 'column', gap: 22, padding: '22px 12px' },
});

/** Class of an icon that is an element of its own. */
export const iconClass = mergeStyleSets({
  empty: { mask: iconMask('meeting') },
  warning: { mask: iconMask('warning') },
});
