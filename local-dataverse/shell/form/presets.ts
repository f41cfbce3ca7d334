/** Start values of a new row, as addresses and `openForm` parameters write them. */
import type { ColumnModel, TableModel } from '../../src/shell/model.ts';
import { formatted } from '../api/webApi.ts';
import type { WebApi } from '../api/webApi.ts';
import { isChoice, isLookup, isNumber } from './values.ts';
import type { FieldValue } from './values.ts';

/**
 * `{ subject: 'Hi', regardingobjectid: '…', regardingobjectidname: 'Zoe', regardingobjectidtype: 'contact' }` → values.
 * Lookups without a name are read from the server. Names that are no column are left out (the platform's form parameters).
 */
export async function presetsOf(
  table: TableModel,
  texts: Readonly<Record<string, string>>,
  api: WebApi,
): Promise<Record<string, FieldValue>> {
  const presets: Record<string, FieldValue> = {};
  for (const [name, text] of Object.entries(texts)) {
    const column = table.columns[name];
    if (!column) continue;
    presets[name] = isLookup(column) ? await lookupPreset(column, text, texts, api) : plainPreset(column, text);
  }
  return presets;
}

function plainPreset(column: ColumnModel, text: string): FieldValue {
  if (column.type === 'Boolean') return text === 'true' || text === '1';
  if (isNumber(column) || isChoice(column)) return Number(text);
  if (column.type === 'DateTime') return new Date(text);
  return text;
}

async function lookupPreset(
  column: ColumnModel,
  id: string,
  texts: Readonly<Record<string, string>>,
  api: WebApi,
): Promise<FieldValue> {
  const plain = id.replace(/[{}]/g, '').toLowerCase();
  const type = texts[`${column.name}type`] ?? column.targets?.[0]?.table ?? '';
  const target = column.targets?.find((one) => one.table === type);
  const given = texts[`${column.name}name`];
  if (given !== undefined || !target?.primaryName) return [{ id: plain, name: given ?? '', entityType: type }];
  const row = await api.retrieve(type, plain, `?$select=${target.primaryName}`);
  return [
    { id: plain, name: formatted(row, target.primaryName) ?? String(row[target.primaryName] ?? ''), entityType: type },
  ];
}
