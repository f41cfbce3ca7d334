/** Lookups: the row's name as a link, and a search over the tables the column can point to. */
import * as React from 'react';
import { IconButton, TagPicker } from '@fluentui/react';
import type { IPickerItemProps, ITag } from '@fluentui/react';
import type { LookupTarget } from '../../src/shell/model.ts';
import { formatted } from '../api/webApi.ts';
import type { Row } from '../api/webApi.ts';
import { useServices } from '../app/services.ts';
import type { Services } from '../app/services.ts';
import type { LookupValue } from '../form/values.ts';
import { ShellIcon, tableIcon } from '../look/icons.tsx';
import { RowLink } from '../app/RowLink.tsx';
import type { FieldProps } from './FieldFrame.tsx';
import { lookupQuery, shownColumns } from './lookupQuery.ts';

interface LookupTag extends ITag {
  readonly row: LookupValue;
  /** What the lookup view shows beside the name. */
  readonly more?: string;
}
/** Polymorphic lookups can point to dozens of tables; these are searched, in this order. */
const SEARCHED_FIRST = ['contact', 'account', 'lead', 'opportunity', 'systemuser', 'team'];
const MAX_TABLES = 6;
const MAX_ROWS = 8;

export function LookupInput(
  props: FieldProps<readonly LookupValue[]> & {
    targets: readonly LookupTarget[];
    isMultiple?: boolean;
    /** Called before each search; answers the FetchXML filters of scripts by table ('' for every one). */
    preSearch?: () => readonly { readonly table: string; readonly filterXml: string }[];
  },
): React.ReactElement {
  const services = useServices();
  const t = services.texts.form;
  const find = (text: string): Promise<ITag[]> => search(services, props.targets, text, props.preSearch?.() ?? []);
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
      onResolveSuggestions={find}
      onEmptyResolveSuggestions={() => find('')}
      resolveDelay={200}
      pickerSuggestionsProps={{
        suggestionsHeaderText: t.rows,
        noResultsFoundText: t.noRowsFound,
        loadingText: t.searching,
      }}
      pickerCalloutProps={{ calloutMinWidth: 260 }}
      onRenderItem={(item) => <Chip {...item} />}
      onRenderSuggestionsItem={(tag) => <Suggestion tag={lookupTag(tag)} targets={props.targets} />}
      onChange={(tags) => props.onChange((tags ?? []).map(rowOf))}
    />
  );
}

function LookupLinks(props: { id: string; rows: readonly LookupValue[] }): React.ReactElement {
  const { noName } = useServices().texts.app;
  return (
    <div id={props.id} className="ld-links" tabIndex={props.rows.length ? -1 : 0}>
      {props.rows.length === 0 && <span className="ld-none">---</span>}
      {props.rows.map((row, index) => (
        <RowLink key={`${row.id}${index}`} table={row.entityType} id={row.id} name={row.name || noName} icon />
      ))}
    </div>
  );
}

function Chip(item: IPickerItemProps<ITag>): React.ReactElement {
  const { app, form: t } = useServices().texts;
  const { noName } = app;
  const row = rowOf(item.item);
  return (
    <div className="ld-chip" role="listitem" data-is-focusable={true}>
      <RowLink table={row.entityType} id={row.id} name={row.name || noName} icon />
      <IconButton
        className="ld-chip-remove"
        iconProps={{ iconName: 'cancel' }}
        title={t.clear}
        ariaLabel={t.clearRow(row.name)}
        onClick={() => item.onRemoveItem?.()}
      />
    </div>
  );
}

function Suggestion(props: { tag: LookupTag; targets: readonly LookupTarget[] }): React.ReactElement {
  const { row, more } = props.tag;
  const target = props.targets.find((one) => one.table === row.entityType);
  return (
    <span className="ld-suggestion">
      <ShellIcon name={tableIcon(row.entityType, false)} size={16} />
      <span className="ld-suggestion-texts">
        <span>{row.name}</span>
        {more && <span className="ld-muted">{more}</span>}
      </span>
      {props.targets.length > 1 && <span className="ld-muted">{target?.label}</span>}
    </span>
  );
}

type CustomFilters = readonly { readonly table: string; readonly filterXml: string }[];

async function search(
  services: Services,
  targets: readonly LookupTarget[],
  text: string,
  filters: CustomFilters,
): Promise<ITag[]> {
  const rank = (one: LookupTarget): number => {
    const index = SEARCHED_FIRST.indexOf(one.table);
    return index === -1 ? SEARCHED_FIRST.length : index;
  };
  const searched = [...targets]
    .filter((one) => one.primaryName)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_TABLES);
  const found = await Promise.all(searched.map((target) => searchTable(services, target, text, filters)));
  return found.flat();
}

async function searchTable(
  { api, models }: Services,
  target: LookupTarget,
  text: string,
  filters: CustomFilters,
): Promise<LookupTag[]> {
  const { table, primaryId, primaryName = '' } = target;
  const columns = shownColumns(await models.lookupColumns(table), target);
  const own = filters.filter((one) => !one.table || one.table === table).map((one) => one.filterXml);
  const fetchXml = lookupQuery(target, text, columns, own, MAX_ROWS);
  const page = await api.retrieveMultiple(table, `?fetchXml=${encodeURIComponent(fetchXml)}`);
  return page.entities.map((row) => ({
    ...tagOf({ id: String(row[primaryId]), name: String(row[primaryName] ?? ''), entityType: table }),
    more: columns
      .map((name) => textIn(row, name))
      .filter(Boolean)
      .join(' · '),
  }));
}

function textIn(row: Row, column: string): string {
  const value = formatted(row, column) ?? formatted(row, `_${column}_value`) ?? row[column];
  return typeof value === 'string' ? value : '';
}

function tagOf(row: LookupValue): LookupTag {
  return { key: `${row.entityType}:${row.id}`, name: row.name, row };
}
function lookupTag(tag: ITag): LookupTag {
  // The picker hands back the very tags it was given.
  return tag as LookupTag;
}
function rowOf(tag: ITag): LookupValue {
  return lookupTag(tag).row;
}
