/** Notifications on top of a form. */
import * as React from 'react';
import { IconButton } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import { ShellIcon } from '../look/icons.tsx';
import type { FormNotification, FormRecord } from './record.ts';

const LOOKS = {
  ERROR: { icon: 'error', kind: 'danger' },
  WARNING: { icon: 'warning', kind: 'warning' },
  INFO: { icon: 'info', kind: 'info' },
} as const;

export function MessageBars({ record }: { record: FormRecord }): React.ReactElement | null {
  const { form: t } = useServices().texts;
  const readOnly: FormNotification[] = record.isActive
    ? []
    : [{ id: 'ld-inactive', level: 'INFO', message: t.readOnlyStatus(statusOf(record, t.inactive)) }];
  const all = [...readOnly, ...record.notifications];
  if (!all.length) return null;
  return (
    <div className="ld-messages">
      {all.map((one) => (
        <div
          key={one.id}
          className={`ld-message ld-message-${LOOKS[one.level].kind}`}
          role={one.level === 'ERROR' ? 'alert' : 'status'}
        >
          <ShellIcon name={LOOKS[one.level].icon} size={16} />
          <span className="ld-grow">{one.message}</span>
          {one.id !== 'ld-inactive' && (
            <IconButton
              iconProps={{ iconName: 'cancel' }}
              title={t.dismiss}
              ariaLabel={t.dismiss}
              onClick={() => record.clearNotification(one.id)}
            />
          )}
        </div>
      ))}
    </div>
  );
}

function statusOf(record: FormRecord, inactive: string): string {
  const state =
    record.table.columns['statecode']?.options?.find((one) => one.value === record.row['statecode'])?.label ?? inactive;
  const reason = record.table.columns['statuscode']?.options?.find(
    (one) => one.value === record.row['statuscode'],
  )?.label;
  return reason && reason !== state ? `${state} (${reason})` : state;
}
