/** A chart's numbers as a table: for those who do not see or do not want the picture. */
import * as React from 'react';
import { Link } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { Condition } from '../grid/conditions.ts';
import type { ChartData } from './data.ts';

export interface ChartTableProps {
  readonly name: string;
  readonly data: ChartData;
  readonly onSelect: ((conditions: readonly Condition[]) => void) | undefined;
}

export function ChartTable({ name, data, onSelect }: ChartTableProps): React.ReactElement {
  const { texts } = useServices();
  return (
    <div className="ld-chart-table" tabIndex={0} role="region" aria-label={name}>
      <table aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{data.axis}</th>
            {data.series.map((series) => (
              <th key={series.key} scope="col" className="ld-number">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.points.map((point) => (
            <tr key={point.key}>
              <th scope="row">
                {onSelect && point.conditions?.length ? (
                  <Link title={texts.charts.filterRowsBy(point.label)} onClick={() => onSelect(point.conditions ?? [])}>
                    {point.label}
                  </Link>
                ) : (
                  point.label
                )}
              </th>
              {data.series.map((series, index) => (
                <td key={series.key} className="ld-number">
                  {data.format(point.values[index], series)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
