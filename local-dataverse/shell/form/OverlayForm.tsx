/** An opened form inside of a panel or dialog. */
import * as React from 'react';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useChanges } from '../app/store.ts';
import type { Loaded } from '../app/store.ts';
import type { XrmRuntime } from '../xrm/index.ts';
import { FormTabs } from './FormTabs.tsx';
import { MessageBars } from './MessageBars.tsx';
import { FormRuntimeProvider } from './runtime.ts';
import { FormSession } from './session.ts';
import type { OpenOptions, RecordPage } from './session.ts';

/** Opens a form once; it is closed with the component. */
export function useFormSession(xrm: XrmRuntime, page: RecordPage, options: OpenOptions): Loaded<FormSession> {
  const services = useServices();
  const [opened, setOpened] = React.useState<Loaded<FormSession>>({ state: 'loading' });
  React.useEffect(() => {
    let isWanted = true;
    let session: FormSession | undefined;
    FormSession.open(services, xrm, page, options).then(
      (value) => {
        if (!isWanted) return value.dispose();
        session = value;
        setOpened({ state: 'ready', value });
      },
      (error: unknown) =>
        isWanted && setOpened({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      isWanted = false;
      session?.dispose();
    };
  }, []);
  return opened;
}

export function OverlayForm({ opened, xrm }: { opened: Loaded<FormSession>; xrm: XrmRuntime }): React.ReactElement {
  const t = useServices().texts.form;
  if (opened.state === 'loading') return <Waiting label={t.loading} />;
  if (opened.state === 'failed') return <ErrorCard title={t.rowNotOpened} error={opened.error} />;
  return <Body session={opened.value} xrm={xrm} />;
}

function Body({ session, xrm }: { session: FormSession; xrm: XrmRuntime }): React.ReactElement {
  useChanges(session.record);
  return (
    <FormRuntimeProvider value={{ session, xrm }}>
      <div className="ld-overlay-form" data-form={session.record.form.name}>
        <MessageBars record={session.record} />
        <FormTabs session={session} />
      </div>
    </FormRuntimeProvider>
  );
}
