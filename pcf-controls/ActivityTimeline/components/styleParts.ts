import { token } from '../../shared/look';

/** Pieces that several style sheets of the timeline share. */
export const highContrast = '@media (forced-colors: active)';
export const focusRing = {
  outline: `2px solid ${token('colorStrokeFocus2')}`,
  outlineOffset: -2,
  borderRadius: token('borderRadiusMedium'),
};
export const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
/** An icon drawn by a mask in the text's colour. */
export const masked = {
  width: 18,
  height: 18,
  backgroundColor: 'currentColor',
  [highContrast]: { backgroundColor: 'CanvasText' },
};
