/** Bars from top to bottom in parts, one a series; by share each bar is the whole width. Each part is a button. */
import * as React from 'react';
import { useServices } from '../app/services.ts';
import { Legend } from './Legend.tsx';
import { barTotal, select, shareOf, valueText } from './parts.ts';
import type { ChartPictureProps } from './parts.ts';
import { colorOf } from './palette.ts';

export function StackedBars(props: ChartPictureProps & { byShare: boolean }): React.ReactElement {
  const { theme } = useServices();
  const { data, byShare } = props;
  const largest = Math.max(0, ...data.points.map(barTotal));
  return (
    <div className="ld-stacks">
      <ul className="ld-bars" aria-label={props.name}>
        {data.points.map((point) => (
          <li key={point.key} className="ld-stack">
            <span className="ld-bar-label" title={point.label}>
              {point.label}
            </span>
            <span
              className="ld-stack-track"
              style={{ width: `${byShare || !largest ? 100 : (barTotal(point) / largest) * 100}%` }}
            >
              {data.series.map((series, index) => {
                const share = shareOf(point, index);
                if (!share) return null;
                const text = `${point.label}, ${series.name}: ${valueText(data, point, index, byShare)}`;
                const onClick = select(props, point, series);
                return (
                  <button
                    key={series.key}
                    type="button"
                    className="ld-stack-part"
                    style={{ width: `${share * 100}%`, background: colorOf(theme.name, index) }}
                    aria-label={text}
                    title={text}
                    disabled={!onClick}
                    onClick={onClick}
                  />
                );
              })}
            </span>
          </li>
        ))}
      </ul>
      <Legend series={data.series} />
    </div>
  );
}
