/** Title of the row, its table and form, and the header's fields. */
import * as React from 'react';
import { Callout, DefaultButton, IconButton, Persona, PersonaSize } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import { Field } from '../fields/Field.tsx';
import { ShellIcon, tableIcon } from '../look/icons.tsx';
import { RowLink } from '../app/RowLink.tsx';
import type { FormControl } from './control.ts';
import type { FormSession } from './session.ts';
import { isLookupValue } from './values.ts';

const PEOPLE = new Set(['contact', 'lead', 'systemuser']);

export function FormHeader({ session }: { session: FormSession }): React.ReactElement {
  const { record, forms } = session;
  const { router, texts } = useServices();
  const t = texts.form;
  const name = record.primaryValue || t.newOf(record.tableLabel);
  const status = record.isSaving ? t.saving : record.isDirty || !record.id ? t.unsaved : t.saved;
  const select = (formId: string) => () =>
    void router.open({ kind: 'record', table: record.table.name, formId, ...(record.id ? { id: record.id } : {}) });
  return (
    <header className="ld-form-header">
      {PEOPLE.has(record.table.name) ? (
        <Persona className="ld-form-persona" size={PersonaSize.size48} text={name} hidePersonaDetails />
      ) : (
        <span className="ld-form-picture">
          <ShellIcon name={tableIcon(record.table.name, record.table.isActivity)} size={24} />
        </span>
      )}
      <div className="ld-form-title">
        <h1>
          <span>{name}</span> <span className="ld-form-status" role="status">{`- ${status}`}</span>
        </h1>
        <div className="ld-form-subtitle">
          <span>{record.tableLabel}</span>
          <span aria-hidden="true">·</span>
          {forms.length > 1 ? (
            <DefaultButton
              className="ld-form-selector"
              text={record.form.name}
              ariaLabel={t.formNamed(record.form.name)}
              menuProps={{
                items: forms.map((form) => ({
                  key: form.id,
                  text: form.name,
                  canCheck: true,
                  isChecked: form.id === record.form.id,
                  onClick: select(form.id),
                })),
              }}
            />
          ) : (
            <span>{record.form.name}</span>
          )}
        </div>
      </div>
      <HeaderFields session={session} controls={record.header.filter((control) => control.visible).slice(0, 4)} />
    </header>
  );
}

/** As in today's apps: values beside the title, and a flyout to change them. */
function HeaderFields({
  session,
  controls,
}: {
  session: FormSession;
  controls: readonly FormControl[];
}): React.ReactElement | null {
  const t = useServices().texts.form;
  const [isOpen, setOpen] = React.useState(false);
  if (!controls.length) return null;
  const flyout = 'ld-header-flyout';
  return (
    <div className="ld-header-fields">
      {controls.map((control) => (
        <div key={control.name} className="ld-header-field">
          <div className="ld-header-value">
            <HeaderValue session={session} control={control} />
          </div>
          <div className="ld-header-label">{control.label}</div>
        </div>
      ))}
      <IconButton
        id={flyout}
        iconProps={{ iconName: 'chevrondown' }}
        title={t.moreHeaderFields}
        ariaLabel={t.moreHeaderFields}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <Callout
          target={`#${flyout}`}
          onDismiss={() => setOpen(false)}
          setInitialFocus
          gapSpace={4}
          role="dialog"
          ariaLabel={t.headerFields}
        >
          <div className="ld-header-callout">
            {controls.map((control) => (
              <Field key={control.name} control={control} />
            ))}
          </div>
        </Callout>
      )}
    </div>
  );
}

function HeaderValue({ session, control }: { session: FormSession; control: FormControl }): React.ReactElement {
  const { noName } = useServices().texts.app;
  const { attribute } = control;
  if (!attribute || attribute.isEmpty) return <span className="ld-none">---</span>;
  const { value } = attribute;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (isLookupValue(first)) return <RowLink table={first.entityType} id={first.id} name={first.name || noName} />;
  return <span>{session.record.formatter.value(attribute.column, value)}</span>;
}
