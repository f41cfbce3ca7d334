/** All conditions of a grid: what is set, with change, remove and add; nothing counts before Apply. */
import * as React from 'react';
import { DefaultButton, Dropdown, IconButton, Panel, PanelType, PrimaryButton } from '@fluentui/react';
import type { TableModel, ViewModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { ConditionEditor } from './ConditionEditor.tsx';
import { isComplete } from './conditions.ts';
import type { Condition } from './conditions.ts';
import { filterKind, operatorsOf } from './operators.ts';

export interface FilterPanelProps {
  readonly table: TableModel;
  readonly view: ViewModel;
  readonly conditions: readonly Condition[];
  readonly onConditions: (conditions: readonly Condition[]) => void;
  readonly onClose: () => void;
}

export function FilterPanel(props: FilterPanelProps): React.ReactElement {
  const { texts, formatter } = useServices();
  const t = texts.lists;
  const { table } = props;
  const [drafts, setDrafts] = React.useState(props.conditions);
  const replace = (index: number, next?: Condition): void =>
    setDrafts(drafts.flatMap((one, at) => (at === index ? (next ?? []) : one)));
  const add = (column: string): void => {
    const kind = filterKind(table.columns[column]);
    const operator = kind && operatorsOf(kind)[0];
    if (operator) setDrafts([...drafts, { column, operator, values: [] }]);
  };
  const apply = (): void => {
    props.onConditions(drafts);
    props.onClose();
  };
  return (
    <Panel
      isOpen
      type={PanelType.custom}
      customWidth="400px"
      className="ld-panel"
      headerText={t.editFilters}
      closeButtonAriaLabel={texts.app.close}
      isFooterAtBottom
      onDismiss={props.onClose}
      onRenderFooterContent={() => (
        <div className="ld-filter-buttons">
          <PrimaryButton text={t.apply} disabled={!drafts.every(isComplete)} onClick={apply} />
          <DefaultButton text={texts.app.cancel} onClick={props.onClose} />
          <span className="ld-grow" />
          <DefaultButton text={t.clearAll} disabled={!drafts.length} onClick={() => setDrafts([])} />
        </div>
      )}
    >
      {drafts.length === 0 && <p className="ld-muted ld-panel-text">{t.noConditions}</p>}
      <ul className="ld-conditions">
        {drafts.map((condition, index) => {
          const column = table.columns[condition.column];
          const kind = filterKind(column);
          if (!column || !kind) return null;
          return (
            <li key={`${condition.column}${index}`} className="ld-condition-card">
              <div className="ld-condition-head">
                <strong>{column.label}</strong>
                <IconButton
                  iconProps={{ iconName: 'delete' }}
                  title={t.removeCondition(column.label)}
                  ariaLabel={t.removeCondition(column.label)}
                  onClick={() => replace(index)}
                />
              </div>
              <ConditionEditor
                column={column}
                kind={kind}
                condition={condition}
                onChange={(next) => replace(index, next)}
              />
            </li>
          );
        })}
      </ul>
      <Dropdown
        className="ld-condition-add"
        placeholder={t.addCondition}
        ariaLabel={t.addCondition}
        selectedKey={null}
        options={columnOptions(table, props.view, formatter.locale)}
        onChange={(_, option) => option && add(String(option.key))}
      />
    </Panel>
  );
}

/** The view's columns first, then the table's others by label. */
function columnOptions(table: TableModel, view: ViewModel, locale: string): { key: string; text: string }[] {
  const ofView = view.columns.map((one) => one.name).filter((name) => filterKind(table.columns[name]));
  const others = Object.values(table.columns)
    .filter((column) => filterKind(column) && !ofView.includes(column.name) && column.label !== column.name)
    .sort((a, b) => a.label.localeCompare(b.label, locale))
    .map((column) => column.name);
  return [...ofView, ...others].map((name) => ({ key: name, text: table.columns[name]?.label ?? name }));
}
