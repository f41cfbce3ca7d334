import { mergeStyleSets } from '@fluentui/react';
import { token } from '../../shared/look';

export const detailStyles = mergeStyleSets({
  detail: {
    gridArea: '3 / 2 / 4 / -1',
    minWidth: 0,
    paddingBottom: 12,
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 16px',
    margin: '0 0 8px',
    padding: 0,
    color: token('colorNeutralForeground3'),
    fontSize: 12,
    listStyle: 'none',
    overflowWrap: 'anywhere',
  },
  body: {
    maxHeight: 400,
    padding: '10px 12px',
    overflow: 'auto',
    backgroundColor: token('colorNeutralBackground1'),
    border: `1px solid ${token('colorNeutralStroke2')}`,
    borderRadius: token('borderRadiusMedium'),
    overflowWrap: 'anywhere',
    selectors: {
      ':focus-visible': { outline: `2px solid ${token('colorStrokeFocus2')}`, outlineOffset: -2 },
      '& p': { margin: '0 0 8px' },
      '& img': { maxWidth: '100%', height: 'auto' },
      '& table': { maxWidth: '100%' },
      '& a': { color: token('colorBrandForegroundLink') },
      '& pre': { whiteSpace: 'pre-wrap' },
      '& blockquote': {
        margin: '0 0 8px',
        paddingInlineStart: 12,
        borderInlineStart: `2px solid ${token('colorNeutralStroke1')}`,
        color: token('colorNeutralForeground3'),
      },
    },
  },
  plain: { whiteSpace: 'pre-wrap' },
  muted: { color: token('colorNeutralForeground3') },
  nextStep: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 8px',
    margin: '0 0 8px',
    padding: '6px 12px',
    backgroundColor: token('colorBrandBackground2'),
    borderInlineStart: `3px solid ${token('colorBrandForeground1')}`,
    borderRadius: token('borderRadiusMedium'),
  },
  strong: { fontWeight: 600 },
  images: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8, marginBottom: 8, fontSize: 12 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 10 },
});
