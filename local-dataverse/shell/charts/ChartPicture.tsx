/** A chart's picture, drawn by Fluent's chart library. Choosing a part filters the rows. */
import * as React from 'react';
import {
  DonutChart,
  GroupedVerticalBarChart,
  LineChart,
  VerticalBarChart,
  VerticalStackedBarChart,
} from '@fluentui/react-charting';
import type { ICartesianChartProps, ILineChartPoints } from '@fluentui/react-charting';
import { useServices } from '../app/services.ts';
import { Area } from './Area.tsx';
import { Bars } from './Bars.tsx';
import { colorOf } from './palette.ts';
import { select, shareOf, spoken, valueText } from './parts.ts';
import { StackedBars } from './StackedBars.tsx';
import type { ChartPictureProps } from './parts.ts';

export function ChartPicture(props: ChartPictureProps): React.ReactElement {
  switch (props.type) {
    case 'Pie':
    case 'Doughnut':
      return <Slices {...props} />;
    case 'Bar':
      return <Bars {...props} />;
    case 'Line':
      return <Lines {...props} />;
    case 'Area':
      return <Area {...props} />;
    case 'StackedColumn':
    case 'StackedColumn100':
      return <Stacks {...props} byShare={props.type === 'StackedColumn100'} />;
    case 'StackedBar':
    case 'StackedBar100':
      return <StackedBars {...props} byShare={props.type === 'StackedBar100'} />;
    case 'Column':
      return props.data.series.length > 1 ? <Groups {...props} /> : <Columns {...props} />;
  }
}

/** `undefined` is no value for an optional property here. */
function clicking(action: (() => void) | undefined): { onClick?: () => void } {
  return action ? { onClick: action } : {};
}

function common(
  { name, width, height, data }: ChartPictureProps,
  moreText: string,
): {
  chartTitle: string;
  width: number;
  height: number;
  culture: string;
  hideLegend: boolean;
  legendsOverflowText: string;
} {
  return {
    chartTitle: name,
    width,
    height,
    culture: document.documentElement.lang,
    hideLegend: data.series.length < 2,
    legendsOverflowText: moreText,
  };
}

/** Room for the numbers beside and the labels below. */
const MARGINS = { left: 56, right: 24 };

/** Labels below the columns: in several lines, turned, or cut where there is no room; the callout has the whole text. */
function labels({
  data,
  width,
}: ChartPictureProps): Pick<
  ICartesianChartProps,
  'wrapXAxisLables' | 'rotateXAxisLables' | 'showXAxisLablesTooltip' | 'noOfCharsToTruncate'
> {
  const room = (width - 80) / Math.max(1, data.points.length);
  if (room < 40) return { rotateXAxisLables: true };
  // A letter is about 6 pixels wide.
  return room < 72
    ? { wrapXAxisLables: true }
    : { showXAxisLablesTooltip: true, noOfCharsToTruncate: Math.floor(room / 6) };
}

function Columns(props: ChartPictureProps): React.ReactElement {
  const { theme, texts } = useServices();
  const { data } = props;
  const [series] = data.series;
  return (
    <VerticalBarChart
      {...common(props, texts.charts.more)}
      {...labels(props)}
      margins={MARGINS}
      barWidth="auto"
      maxBarWidth={48}
      xAxisInnerPadding={0.4}
      data={data.points.map((point) => ({
        x: point.label,
        y: point.values[0] ?? 0,
        color: colorOf(theme.name, 0),
        legend: point.label,
        xAxisCalloutData: point.label,
        yAxisCalloutData: series ? data.format(point.values[0] ?? 0, series) : '',
        callOutAccessibilityData: { ariaLabel: spoken(data, point, series, 0) },
        ...clicking(select(props, point)),
      }))}
    />
  );
}

function Groups(props: ChartPictureProps): React.ReactElement {
  const { theme, texts } = useServices();
  const { data } = props;
  return (
    <GroupedVerticalBarChart
      {...common(props, texts.charts.more)}
      {...labels(props)}
      margins={MARGINS}
      data={data.points.map((point) => ({
        name: point.label,
        series: data.series.map((series, index) => ({
          key: series.key,
          data: point.values[index] ?? 0,
          color: colorOf(theme.name, index),
          legend: series.name,
          xAxisCalloutData: point.label,
          yAxisCalloutData: data.format(point.values[index] ?? 0, series),
          callOutAccessibilityData: { ariaLabel: spoken(data, point, series, index) },
          ...clicking(select(props, point, series)),
        })),
      }))}
    />
  );
}

function Stacks(props: ChartPictureProps & { byShare: boolean }): React.ReactElement {
  const { theme, texts } = useServices();
  const { data, byShare } = props;
  return (
    <VerticalStackedBarChart
      {...common(props, texts.charts.more)}
      {...labels(props)}
      hideLabels={byShare}
      margins={MARGINS}
      barWidth="auto"
      maxBarWidth={48}
      xAxisInnerPadding={0.4}
      data={data.points.map((point) => ({
        xAxisPoint: point.label,
        xAxisCalloutData: point.label,
        chartData: data.series.map((series, index) => ({
          legend: series.name,
          data: byShare ? shareOf(point, index) * 100 : (point.values[index] ?? 0),
          color: colorOf(theme.name, index),
          xAxisCalloutData: point.label,
          yAxisCalloutData: valueText(data, point, index, byShare),
          callOutAccessibilityData: { ariaLabel: spoken(data, point, series, index) },
        })),
      }))}
      onBarClick={(_, bar) => {
        // The library hands back the bar it was given; its texts say which one it is.
        const label = bar.xAxisCalloutData;
        const legend = 'legend' in bar ? bar.legend : undefined;
        const point = data.points.find((one) => one.label === label);
        if (point)
          select(
            props,
            point,
            data.series.find((one) => one.name === legend),
          )?.();
      }}
    />
  );
}

/**
 * The library draws lines over numbers and dates only. Points are put on an axis of days that stand for their places, and
 * each day is written as its point's label.
 */
function Lines(props: ChartPictureProps): React.ReactElement {
  const { theme, texts } = useServices();
  const { data } = props;
  const placeOf = (index: number): Date => new Date(2000, 0, 1 + index);
  const labelOf = (at: Date): string =>
    data.points[Math.round((at.getTime() - placeOf(0).getTime()) / 86_400_000)]?.label ?? '';
  // About one label every 80 pixels.
  const step = Math.max(1, Math.ceil(data.points.length / Math.max(1, Math.floor((props.width - 80) / 80))));
  const ticks = data.points.map((_, index) => placeOf(index)).filter((_, index) => index % step === 0);
  const lines = data.series.map((series, index): ILineChartPoints => ({
    legend: series.name,
    color: colorOf(theme.name, index),
    data: data.points.map((point, at) => {
      const onSelect = select(props, point, series);
      return {
        x: placeOf(at),
        y: point.values[index] ?? 0,
        xAxisCalloutData: point.label,
        yAxisCalloutData: data.format(point.values[index] ?? 0, series),
        callOutAccessibilityData: { ariaLabel: spoken(data, point, series, index) },
        ...(onSelect ? { onDataPointClick: onSelect } : {}),
      };
    }),
  }));
  return (
    <LineChart
      {...common(props, texts.charts.more)}
      margins={MARGINS}
      data={{ chartTitle: props.name, lineChartData: lines }}
      customDateTimeFormatter={labelOf}
      tickValues={ticks}
    />
  );
}

function Slices(props: ChartPictureProps): React.ReactElement {
  const { theme, texts } = useServices();
  const { data, width, height } = props;
  const [series] = data.series;
  const total = data.points.reduce((sum, point) => sum + (point.values[0] ?? 0), 0);
  // The radius the library takes: labels and legend have their room.
  const radius = Math.max(40, Math.min(width - 80, height - 80) / 2);
  return (
    <DonutChart
      {...common(props, texts.charts.more)}
      hideLegend={false}
      innerRadius={props.type === 'Pie' ? 1 : radius * 0.6}
      hideLabels={false}
      // The library's own card is loaded later; esbuild leaves it out of this chart.
      onRenderCalloutPerDataPoint={(part) => (
        <div className="ld-chart-callout" style={{ borderInlineStartColor: part?.color }}>
          <span>{part?.xAxisCalloutData}</span>
          <strong>{part?.yAxisCalloutData}</strong>
        </div>
      )}
      {...(props.type === 'Doughnut' && series ? { valueInsideDonut: data.format(total, series) } : {})}
      data={{
        chartTitle: props.name,
        chartData: data.points.map((point, index) => ({
          legend: point.label,
          data: point.values[0] ?? 0,
          color: colorOf(theme.name, index),
          xAxisCalloutData: point.label,
          yAxisCalloutData: series ? data.format(point.values[0] ?? 0, series) : '',
          callOutAccessibilityData: { ariaLabel: spoken(data, point, series, 0) },
          ...clicking(select(props, point)),
        })),
      }}
    />
  );
}
