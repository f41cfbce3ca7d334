/** The conditions in force, in words, each with a button that takes it away. */
import * as React from 'react';
import { IconButton } from '@fluentui/react';
import type { TableModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { describeCondition } from './conditions.ts';
import type { Condition } from './conditions.ts';

export function ActiveFilters(props: {
  table: TableModel;
  conditions: readonly Condition[];
  onConditions: (conditions: readonly Condition[]) => void;
}): React.ReactElement | null {
  const { texts, formatter } = useServices();
  const { table, conditions } = props;
  if (!conditions.length) return null;
  return (
    <ul className="ld-active-filters" aria-label={texts.lists.filtered}>
      {conditions.map((condition, index) => {
        const remove = texts.lists.removeCondition(table.columns[condition.column]?.label ?? condition.column);
        return (
          <li key={index} className="ld-chip">
            <span>{describeCondition(condition, table, formatter, texts.lists)}</span>
            <IconButton
              className="ld-chip-remove"
              iconProps={{ iconName: 'cancel' }}
              title={remove}
              ariaLabel={remove}
              onClick={() => props.onConditions(conditions.filter((one) => one !== condition))}
            />
          </li>
        );
      })}
    </ul>
  );
}
