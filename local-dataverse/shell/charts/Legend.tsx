/** Which colour is which series. */
import * as React from 'react';
import { useServices } from '../app/services.ts';
import type { ChartSeries } from './data.ts';
import { colorOf } from './palette.ts';

export function Legend({ series }: { series: readonly ChartSeries[] }): React.ReactElement {
  const { theme } = useServices();
  return (
    <ul className="ld-legend">
      {series.map(({ key, name }, index) => (
        <li key={key}>
          <span className="ld-legend-mark" style={{ background: colorOf(theme.name, index) }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
