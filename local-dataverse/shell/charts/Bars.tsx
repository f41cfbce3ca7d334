/**
 * Bars from top to bottom, each with its whole label and value: a list of buttons. Drawn here, because the library cuts
 * the labels to four letters and writes faults to the console at its first drawing.
 */
import * as React from 'react';
import { useServices } from '../app/services.ts';
import { select, spoken } from './parts.ts';
import type { ChartPictureProps } from './parts.ts';
import { colorOf } from './palette.ts';

export function Bars(props: ChartPictureProps): React.ReactElement {
  const { theme } = useServices();
  const { data } = props;
  const [series] = data.series;
  const largest = Math.max(0, ...data.points.map((point) => Math.abs(point.values[0] ?? 0)));
  return (
    <ul className="ld-bars" aria-label={props.name}>
      {data.points.map((point) => {
        const onClick = select(props, point);
        const share = largest ? (Math.abs(point.values[0] ?? 0) / largest) * 100 : 0;
        return (
          <li key={point.key}>
            <button
              type="button"
              className="ld-bar"
              aria-label={spoken(data, point, series, 0)}
              title={point.label}
              disabled={!onClick}
              onClick={onClick}
            >
              <span className="ld-bar-label">{point.label}</span>
              <span className="ld-bar-track">
                <span className="ld-bar-fill" style={{ width: `${share}%`, background: colorOf(theme.name, 0) }} />
                <span className="ld-bar-value">{series ? data.format(point.values[0] ?? 0, series) : ''}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
