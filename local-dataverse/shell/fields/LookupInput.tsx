/** Lookups: the row's name as a link, and a search over the tables the column can point to. */
import * as React from 'react';
import { IconButton, TagPicker } from '@fluentui/react';
import type { IPickerItemProps, ITag } from '@fluentui/react';
import type { LookupTarget } from '../../src/shell/model.ts';
import type { WebApi } from '../api/webApi.ts';
import { useServices } from '../app/services.ts';
import type { LookupValue } from '../form/values.ts';
import { ShellIcon, tableIcon } from '../look/icons.tsx';
import { RowLink } from '../app/RowLink.tsx';
import type { FieldProps } from './FieldFrame.tsx';

interface LookupTag extends ITag {
  readonly row: LookupValue;
}
/** Polymorphic lookups can point to dozens of tables; these are searched, in this order. */
const SEARCHED_FIRST = ['contact', 'account', 'lead', 'opportunity', 'systemuser', 'team'];
const MAX_TABLES = 6;

export function LookupInput(
  props: FieldProps<readonly LookupValue[]> & { targets: readonly LookupTarget[]; isMultiple?: boolean },
): React.ReactElement {
  const { api } = useServices();
  if (props.isReadOnly) return <LookupLinks id={props.id} rows={props.value} />;
  return (
    <TagPicker
      inputProps={{
        id: props.id,
        'aria-label': props.label,
        placeholder: props.value.length ? '' : '---',
        'aria-required': props.isRequired,
      }}
      {...(props.isMultiple ? {} : { itemLimit: 1 })}
      selectedItems={props.value.map(tagOf)}
      onResolveSuggestions={(text) => search(api, props.targets, text)}
      onEmptyResolveSuggestions={() => search(api, props.targets, '')}
      resolveDelay={200}
      pickerSuggestionsProps={{
        suggestionsHeaderText: 'Rows',
        noResultsFoundText: 'No rows found',
        loadingText: 'Searching',
      }}
      pickerCalloutProps={{ calloutMinWidth: 260 }}
      onRenderItem={(item) => <Chip {...item} />}
      onRenderSuggestionsItem={(tag) => <Suggestion row={rowOf(tag)} targets={props.targets} />}
      onChange={(tags) => props.onChange((tags ?? []).map(rowOf))}
    />
  );
}

function LookupLinks(props: { id: string; rows: readonly LookupValue[] }): React.ReactElement {
  return (
    <div id={props.id} className="ld-links" tabIndex={props.rows.length ? -1 : 0}>
      {props.rows.length === 0 && <span className="ld-none">---</span>}
      {props.rows.map((row, index) => (
        <RowLink key={`${row.id}${index}`} table={row.entityType} id={row.id} name={row.name || '(No name)'} icon />
      ))}
    </div>
  );
}

function Chip(item: IPickerItemProps<ITag>): React.ReactElement {
  const row = rowOf(item.item);
  return (
    <div className="ld-chip" role="listitem" data-is-focusable={true}>
      <RowLink table={row.entityType} id={row.id} name={row.name || '(No name)'} icon />
      <IconButton
        className="ld-chip-remove"
        iconProps={{ iconName: 'cancel' }}
        title="Clear"
        ariaLabel={`Clear ${row.name}`}
        onClick={() => item.onRemoveItem?.()}
      />
    </div>
  );
}

function Suggestion(props: { row: LookupValue; targets: readonly LookupTarget[] }): React.ReactElement {
  const target = props.targets.find((one) => one.table === props.row.entityType);
  return (
    <span className="ld-suggestion">
      <ShellIcon name={tableIcon(props.row.entityType, false)} size={16} />
      <span>{props.row.name}</span>
      {props.targets.length > 1 && <span className="ld-muted">{target?.label}</span>}
    </span>
  );
}

async function search(api: WebApi, targets: readonly LookupTarget[], text: string): Promise<ITag[]> {
  const rank = (one: LookupTarget): number => {
    const index = SEARCHED_FIRST.indexOf(one.table);
    return index === -1 ? SEARCHED_FIRST.length : index;
  };
  const searched = [...targets]
    .filter((one) => one.primaryName)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_TABLES);
  const found = await Promise.all(searched.map((target) => searchTable(api, target, text)));
  return found.flat().map(tagOf);
}

async function searchTable(api: WebApi, target: LookupTarget, text: string): Promise<LookupValue[]> {
  const { table, primaryId, primaryName = '' } = target;
  const filter = text.trim()
    ? `&$filter=contains(${primaryName},'${encodeURIComponent(text.trim().replace(/'/g, "''"))}')`
    : '';
  const page = await api.retrieveMultiple(
    table,
    `?$select=${primaryId},${primaryName}${filter}&$orderby=${primaryName}&$top=8`,
  );
  return page.entities.map((row) => ({
    id: String(row[primaryId]),
    name: String(row[primaryName] ?? ''),
    entityType: table,
  }));
}

function tagOf(row: LookupValue): LookupTag {
  return { key: `${row.entityType}:${row.id}`, name: row.name, row };
}
function rowOf(tag: ITag): LookupValue {
  // The picker hands back the very tags it was given.
  return (tag as LookupTag).row;
}
