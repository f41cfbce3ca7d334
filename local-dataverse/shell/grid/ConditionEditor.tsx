/** Operator and value of one condition: the same in the column's menu and in the panel of all filters. */
import * as React from 'react';
import { Dropdown, TextField } from '@fluentui/react';
import type { ColumnModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { DateInput } from '../fields/DateInput.tsx';
import { LookupInput } from '../fields/LookupInput.tsx';
import { dayText } from '../form/values.ts';
import type { Condition } from './conditions.ts';
import { inputOf, operatorsOf } from './operators.ts';
import type { FilterKind } from './operators.ts';

export interface ConditionEditorProps {
  readonly column: ColumnModel;
  readonly kind: FilterKind;
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

export function ConditionEditor(props: ConditionEditorProps): React.ReactElement {
  const { texts } = useServices();
  const t = texts.lists;
  const { column, kind, condition, onChange } = props;
  const input = inputOf(condition.operator);
  return (
    <div className="ld-condition">
      <Dropdown
        ariaLabel={t.operatorOf(column.label)}
        selectedKey={condition.operator}
        options={operatorsOf(kind).map((key) => ({ key, text: t.operators[key] }))}
        onChange={(_, option) => {
          const operator = operatorsOf(kind).find((one) => one === option?.key);
          if (!operator) return;
          // A number of days is no date: a value stays only where the new operator takes the same.
          const keeps = inputOf(operator) === input;
          onChange({ column: condition.column, operator, values: [], ...(keeps ? valuesOf(condition) : {}) });
        }}
      />
      {input === 'count' && <CountInput {...props} />}
      {input === 'value' && <ValueInput {...props} />}
    </div>
  );
}

function valuesOf({ values, names, tables }: Condition): Partial<Condition> {
  return { values, ...(names ? { names } : {}), ...(tables ? { tables } : {}) };
}

function CountInput({ column, condition, onChange }: ConditionEditorProps): React.ReactElement {
  const { texts } = useServices();
  return (
    <TextField
      type="number"
      min={1}
      suffix={texts.lists.days}
      ariaLabel={texts.lists.valueOf(column.label)}
      value={condition.values[0] ?? ''}
      onChange={(_, text) => onChange({ ...condition, values: text ? [text] : [] })}
    />
  );
}

function ValueInput({ column, kind, condition, onChange }: ConditionEditorProps): React.ReactElement {
  const { texts, formatter } = useServices();
  const label = texts.lists.valueOf(column.label);
  const [first = ''] = condition.values;
  const field = { id: `ld-filter-${column.name}`, label, isReadOnly: false, isRequired: false };
  const [typed, setTyped] = React.useState(first === '' ? '' : formatter.value(column, Number(first)));
  switch (kind) {
    case 'choice':
      return (
        <Dropdown
          multiSelect
          ariaLabel={label}
          placeholder={texts.lists.chooseOptions}
          selectedKeys={[...condition.values]}
          options={(column.options ?? []).map((option) => ({ key: String(option.value), text: option.label }))}
          onChange={(_, option) => {
            if (!option) return;
            const others = condition.values.filter((value) => value !== option.key);
            onChange({ ...condition, values: option.selected ? [...others, String(option.key)] : others });
          }}
        />
      );
    case 'lookup':
      return (
        <LookupInput
          {...field}
          isMultiple
          targets={column.targets ?? []}
          value={condition.values.map((id, index) => ({
            id,
            name: condition.names?.[index] ?? id,
            entityType: condition.tables?.[index] ?? column.targets?.[0]?.table ?? '',
          }))}
          onChange={(rows) =>
            onChange({
              ...condition,
              values: rows.map((row) => row.id),
              names: rows.map((row) => row.name),
              tables: rows.map((row) => row.entityType),
            })
          }
        />
      );
    case 'date': {
      const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(first);
      return (
        <DateInput
          {...field}
          hasTime={false}
          isZoned={false}
          formatter={formatter}
          value={day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])) : null}
          onChange={(value) => onChange({ ...condition, values: value ? [dayText(value)] : [] })}
        />
      );
    }
    case 'number':
      return (
        <TextField
          ariaLabel={label}
          value={typed}
          inputMode="decimal"
          onChange={(_, text = '') => {
            setTyped(text);
            const value = formatter.parseNumber(text);
            onChange({ ...condition, values: value === undefined ? [] : [String(value)] });
          }}
        />
      );
    case 'text':
      return (
        <TextField
          ariaLabel={label}
          value={first}
          onChange={(_, text = '') => onChange({ ...condition, values: text ? [text] : [] })}
        />
      );
  }
}
