/** One value in a grid: the row's name and lookups as links, addresses that open, the rest as text. */
import * as React from 'react';
import { Link } from '@fluentui/react';
import type { TableModel } from '../../src/shell/model.ts';
import { formatted } from '../api/webApi.ts';
import type { Row } from '../api/webApi.ts';
import { RowLink } from '../app/RowLink.tsx';
import { useServices } from '../app/services.ts';
import { addressOf } from '../fields/TextInput.tsx';
import { isLookup, isLookupValue, valueOf } from '../form/values.ts';

export function GridCell({ table, name, row }: { table: TableModel; name: string; row: Row }): React.ReactElement {
  const { formatter, texts } = useServices();
  const column = table.columns[name];
  if (!column) return <>{formatted(row, name) ?? textOf(row[name])}</>;
  const value = valueOf(column, row);
  if (name === table.primaryName) {
    const text = typeof value === 'string' && value ? value : texts.app.noName;
    return <RowLink table={table.name} id={String(row[table.primaryId])} name={text} />;
  }
  if (isLookup(column)) {
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return isLookupValue(first) ? (
      <RowLink table={first.entityType} id={first.id} name={first.name || texts.app.noName} />
    ) : (
      <></>
    );
  }
  const text = formatter.value(column, value);
  const address =
    column.format === 'Email'
      ? addressOf('email', text)
      : column.format === 'Url'
        ? addressOf('url', text)
        : column.format === 'Phone'
          ? addressOf('phone', text)
          : undefined;
  if (!address) return <span title={text}>{text}</span>;
  return (
    <Link href={address} target="_blank" rel="noopener noreferrer">
      {text}
    </Link>
  );
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
