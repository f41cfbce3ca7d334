import { describe, expect, it } from '@jest/globals';
import type { CellModel, ControlKind } from '../../src/shell/model.ts';
import { partOf } from './parts.ts';

const cell = (kind: ControlKind, parameters: Record<string, string>, label = ''): CellModel => ({
  id: '1',
  label,
  showLabel: false,
  visible: true,
  colspan: 1,
  rowspan: 1,
  control: { id: 'c', kind, classId: 'x', disabled: false, parameters },
});

describe('partOf', () => {
  it('reads lists and charts', () => {
    const list = partOf(
      cell('subgrid', {
        TargetEntityType: 'Task',
        ChartGridMode: 'Grid',
        ViewId: '{AB}',
        ViewIds: '{AB},{CD}',
        EnableViewPicker: 'true',
        EnableQuickFind: 'false',
        RecordsPerPage: '6',
      }),
    );
    expect(list).toMatchObject({
      kind: 'list',
      table: 'task',
      viewId: 'ab',
      viewIds: ['ab', 'cd'],
      picksView: true,
      searches: false,
      pageSize: 6,
    });
    const chart = partOf(
      cell('subgrid', { TargetEntityType: 'task', ChartGridMode: 'Chart', VisualizationId: '{EF}' }),
    );
    expect(chart).toMatchObject({ kind: 'chart', chartId: 'ef', picksChart: false, pageSize: 10 });
  });

  it('reads pages, and names what it does not know', () => {
    expect(partOf(cell('webresource', { Url: '$webresource:al_/a.html' }))).toEqual({
      kind: 'frame',
      url: '/WebResources/al_/a.html',
      title: 'al_/a.html',
    });
    expect(partOf(cell('iframe', { Url: 'https://example.com' }, 'Example'))).toMatchObject({ title: 'Example' });
    expect(partOf(cell('quickview', {}, 'Card'))).toEqual({ kind: 'unsupported', what: 'Card' });
  });
});
