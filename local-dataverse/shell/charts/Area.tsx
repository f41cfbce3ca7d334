/** Filled lines. Drawn here: the library's area chart writes faults to the console at its first drawing. */
import * as React from 'react';
import { useServices } from '../app/services.ts';
import { select, spoken } from './parts.ts';
import type { ChartPictureProps } from './parts.ts';
import { Legend } from './Legend.tsx';
import { colorOf } from './palette.ts';
import { ticksUpTo } from './ticks.ts';

const ROOM = { left: 56, right: 40, top: 20, bottom: 32 };

export function Area(props: ChartPictureProps): React.ReactElement {
  const { theme, formatter } = useServices();
  const { data, width, height } = props;
  const legendHeight = data.series.length > 1 ? 28 : 0;
  const bottom = height - ROOM.bottom - legendHeight;
  const ticks = ticksUpTo(Math.max(0, ...data.points.flatMap((point) => point.values.map((value) => value ?? 0))));
  const top = ticks[ticks.length - 1] ?? 1;
  const step = (width - ROOM.left - ROOM.right) / Math.max(1, data.points.length - 1);
  const x = (index: number): number => ROOM.left + index * step;
  const y = (value: number): number => bottom - (value / top) * Math.max(0, bottom - ROOM.top);
  // About one label every 72 pixels.
  const every = Math.max(1, Math.ceil(72 / Math.max(1, step)));
  return (
    <div className="ld-area">
      <svg width={width} height={Math.max(0, height - legendHeight)} role="group" aria-label={props.name}>
        {ticks.map((tick) => (
          <g key={tick} className="tick">
            <line x1={ROOM.left} x2={width - ROOM.right} y1={y(tick)} y2={y(tick)} />
            <text className="ld-axis-text" x={ROOM.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {formatter.number(tick, Number.isInteger(tick) ? 0 : 2)}
            </text>
          </g>
        ))}
        {data.points.map((point, index) =>
          index % every === 0 ? (
            <text key={point.key} className="ld-axis-text" x={x(index)} y={bottom + 18} textAnchor="middle">
              {point.label}
            </text>
          ) : null,
        )}
        {data.series.map((series, index) => {
          const line = data.points.map((point, at) => `${x(at)},${y(point.values[index] ?? 0)}`);
          const color = colorOf(theme.name, index);
          const last = x(data.points.length - 1);
          return (
            <g key={series.key}>
              <polygon
                points={[`${x(0)},${y(0)}`, ...line, `${last},${y(0)}`].join(' ')}
                fill={color}
                fillOpacity={0.35}
              />
              <polyline points={line.join(' ')} fill="none" stroke={color} strokeWidth={3} />
              {data.points.map((point, at) => {
                const onSelect = select(props, point, series);
                const text = spoken(data, point, series, index);
                return (
                  <circle
                    key={point.key}
                    className="ld-dot"
                    cx={x(at)}
                    cy={y(point.values[index] ?? 0)}
                    r={5}
                    fill={color}
                    tabIndex={0}
                    role={onSelect ? 'button' : 'img'}
                    aria-label={text}
                    onClick={onSelect}
                    onKeyDown={(event) => {
                      if (event.key !== 'Enter' && event.key !== ' ') return;
                      event.preventDefault();
                      onSelect?.();
                    }}
                  >
                    <title>{text}</title>
                  </circle>
                );
              })}
            </g>
          );
        })}
      </svg>
      {legendHeight > 0 && <Legend series={data.series} />}
    </div>
  );
}
