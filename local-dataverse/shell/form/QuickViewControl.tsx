/** A quick view form inside of a form: fields of the row a lookup points to, read-only. */
import * as React from 'react';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useChanges } from '../app/store.ts';
import { hasContent } from './layout.ts';
import type { QuickView } from './quickView.ts';
import type { FormRecord } from './record.ts';
import { FormRuntimeProvider, useFormRuntime } from './runtime.ts';
import { Section } from './Section.tsx';

export function QuickViewControl({ view }: { view: QuickView }): React.ReactElement {
  const t = useServices().texts.form;
  useChanges(view);
  if (view.state === 'empty') return <p className="ld-notdrawn">{t.quickViewEmpty}</p>;
  if (view.state === 'failed' && view.error)
    return <ErrorCard title={t.quickViewFailed} error={view.error} retry={() => void view.refresh()} />;
  if (!view.record) return <Waiting label={t.loading} />;
  return <Fields key={view.record.id} record={view.record} />;
}

function Fields({ record }: { record: FormRecord }): React.ReactElement {
  const { xrm } = useFormRuntime();
  useChanges(record);
  const sections = record.tabs
    .flatMap((tab) => tab.sections)
    .filter((section) => section.visible && hasContent(section.model.rows));
  return (
    <FormRuntimeProvider value={{ session: { record, change: () => undefined }, xrm }}>
      <div className="ld-quickview" data-quickview={record.form.name}>
        {sections.map((section) => (
          <Section key={section.model.name} record={record} section={section} />
        ))}
      </div>
    </FormRuntimeProvider>
  );
}
