/** Chart XML: how a chart is drawn. The platform reads type, colours and labels; its own theme decides the rest. */
import type { Chart, ChartType } from '../../../solution/model/index.ts';
import { element, type Element } from './element.ts';

const types: Readonly<Record<ChartType, string>> = {
  column: 'Column',
  stackedColumn: 'StackedColumn',
  stackedColumn100: 'StackedColumn100',
  bar: 'Bar',
  stackedBar: 'StackedBar',
  stackedBar100: 'StackedBar100',
  line: 'Line',
  area: 'Area',
  pie: 'Pie',
  doughnut: 'Doughnut',
  funnel: 'Funnel',
};
/** Drawn without axes. */
const round: readonly ChartType[] = ['pie', 'doughnut', 'funnel'];

/** Colours that can be told apart with the common colour blindnesses and hold 3:1 on white (WCAG 1.4.11). */
const palette = [
  '0,120,212',
  '202,80,16',
  '16,124,16',
  '136,23,152',
  '3,131,135',
  '164,38,44',
  '96,94,92',
  '0,78,140',
  '142,86,46',
  '92,45,145',
].join('; ');
const ink = '59, 59, 59';
const line = '165, 172, 181';
const font = '{0}, 10.5px';

export function presentation(chart: Chart): Element {
  const isRound = round.includes(chart.type);
  const hasLegend = isRound || chart.series !== undefined || chart.measures.length > 1;
  return element('Chart', { Palette: 'None', PaletteCustomColors: palette }, [
    element(
      'Series',
      {},
      chart.measures.map(() => series(chart.type)),
    ),
    element('ChartAreas', {}, [isRound ? plainArea() : axisArea()]),
    element('Titles', {}, [
      element('Title', { Alignment: 'TopLeft', DockingOffset: -3, Font: '{0}, 13px', ForeColor: ink }),
    ]),
    hasLegend ? element('Legends', {}, [legend(isRound ? 'right' : 'Bottom')]) : undefined,
  ]);
}

function series(type: ChartType): Element {
  const width = 'PointWidth=0.75, MaxPixelPointWidth=40';
  return element(
    'Series',
    {
      ChartType: types[type],
      IsValueShownAsLabel: 'True',
      Font: '{0}, 9.5px',
      LabelForeColor: ink,
      ...(round.includes(type) ? {} : { CustomProperties: width }),
      ...(type === 'line' ? { BorderWidth: 3, MarkerStyle: 'Square', MarkerSize: 9 } : {}),
    },
    [element('SmartLabelStyle', { Enabled: 'True' })],
  );
}

function plainArea(): Element {
  return element('ChartArea', {}, [element('Area3DStyle', { Enable3D: 'false' })]);
}

function axisArea(): Element {
  const axis = (name: string, grid: string): Element =>
    element(
      name,
      {
        LabelAutoFitMinFontSize: 8,
        TitleForeColor: ink,
        TitleFont: font,
        LineColor: line,
        IntervalAutoMode: 'VariableCount',
      },
      [
        element('MajorGrid', { LineColor: grid }),
        element('MajorTickMark', { LineColor: line }),
        element('LabelStyle', { Font: font, ForeColor: ink }),
      ],
    );
  return element('ChartArea', { BorderColor: 'White', BorderDashStyle: 'Solid' }, [
    axis('AxisY', '239, 242, 246'),
    axis('AxisX', 'Transparent'),
  ]);
}

function legend(docking: string): Element {
  return element('Legend', {
    Alignment: 'Center',
    LegendStyle: 'Table',
    Docking: docking,
    IsEquallySpacedItems: 'True',
    Font: '{0}, 11px',
    ShadowColor: '0, 0, 0, 0',
    ForeColor: ink,
  });
}
