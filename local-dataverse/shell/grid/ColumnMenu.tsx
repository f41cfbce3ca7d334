/** The menu of a column's header: sort, filter, clear the filter. */
import * as React from 'react';
import {
  Callout,
  ContextualMenu,
  ContextualMenuItemType,
  DefaultButton,
  DirectionalHint,
  PrimaryButton,
} from '@fluentui/react';
import type { IContextualMenuItem } from '@fluentui/react';
import type { ColumnModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { ConditionEditor } from './ConditionEditor.tsx';
import { isComplete } from './conditions.ts';
import type { Condition } from './conditions.ts';
import { filterKind, operatorsOf } from './operators.ts';
import type { FilterKind } from './operators.ts';
import type { Sort } from './sort.ts';

export interface ColumnMenuProps {
  readonly target: HTMLElement;
  readonly name: string;
  readonly label: string;
  readonly column: ColumnModel | undefined;
  readonly sort: Sort | undefined;
  readonly canSort: boolean;
  readonly conditions: readonly Condition[];
  readonly onSort: (sort: Sort) => void;
  readonly onConditions: ((conditions: readonly Condition[]) => void) | undefined;
  readonly onClose: () => void;
}

export function ColumnMenu(props: ColumnMenuProps): React.ReactElement {
  const { texts } = useServices();
  const t = texts.lists;
  const [isFiltering, setIsFiltering] = React.useState(false);
  const kind = filterKind(props.column);
  const { onConditions } = props;
  if (isFiltering && kind && props.column && onConditions) {
    return <FilterCallout {...props} column={props.column} kind={kind} onConditions={onConditions} />;
  }
  const isFiltered = props.conditions.some((one) => one.column === props.name);
  const isSorted = props.sort?.column === props.name;
  const order = (descending: boolean, text: string): IContextualMenuItem => ({
    key: descending ? 'descending' : 'ascending',
    text,
    canCheck: true,
    isChecked: isSorted && props.sort?.descending === descending,
    onClick: () => props.onSort({ column: props.name, descending }),
  });
  const sortTexts = kind === 'number' ? t.sortNumber : kind === 'date' ? t.sortDate : t.sortText;
  const items: IContextualMenuItem[] = [
    ...(props.canSort ? [order(false, sortTexts[0]), order(true, sortTexts[1])] : []),
    ...(kind && onConditions
      ? [
          ...(props.canSort ? [{ key: 'divider', itemType: ContextualMenuItemType.Divider }] : []),
          {
            key: 'filter',
            text: t.filterBy,
            onClick: (event?: React.SyntheticEvent) => {
              // The menu would close itself, and with it this component.
              event?.preventDefault();
              setIsFiltering(true);
              return false;
            },
          },
          {
            key: 'clear',
            text: t.clearFilter,
            disabled: !isFiltered,
            onClick: () => onConditions(props.conditions.filter((one) => one.column !== props.name)),
          },
        ]
      : []),
  ];
  return (
    <ContextualMenu
      target={props.target}
      items={items}
      ariaLabel={props.label}
      directionalHint={DirectionalHint.bottomLeftEdge}
      shouldFocusOnMount
      onDismiss={props.onClose}
    />
  );
}

function FilterCallout(
  props: Omit<ColumnMenuProps, 'column' | 'onConditions'> & {
    column: ColumnModel;
    kind: FilterKind;
    onConditions: (conditions: readonly Condition[]) => void;
  },
): React.ReactElement {
  const { texts } = useServices();
  const t = texts.lists;
  const others = props.conditions.filter((one) => one.column !== props.name);
  const own = props.conditions.find((one) => one.column === props.name);
  const [first] = operatorsOf(props.kind);
  const [draft, setDraft] = React.useState<Condition>(
    own ?? { column: props.name, operator: first ?? 'not-null', values: [] },
  );
  const close = (conditions?: readonly Condition[]): void => {
    if (conditions) props.onConditions(conditions);
    props.onClose();
  };
  return (
    <Callout
      target={props.target}
      className="ld-filter"
      role="dialog"
      ariaLabel={t.filterByColumn(props.label)}
      directionalHint={DirectionalHint.bottomLeftEdge}
      isBeakVisible={false}
      setInitialFocus
      onDismiss={() => close()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete(draft)) close([...others, draft]);
        }}
      >
        <h2 className="ld-filter-title">{t.filterByColumn(props.label)}</h2>
        <ConditionEditor column={props.column} kind={props.kind} condition={draft} onChange={setDraft} />
        <div className="ld-filter-buttons">
          <PrimaryButton type="submit" text={t.apply} disabled={!isComplete(draft)} />
          <DefaultButton text={t.clear} disabled={!own} onClick={() => close(others)} />
        </div>
      </form>
    </Callout>
  );
}
