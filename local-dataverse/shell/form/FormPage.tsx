/** A row's page: command bar, header with title and tabs, the open tab. */
import * as React from 'react';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useChanges } from '../app/store.ts';
import type { Loaded } from '../app/store.ts';
import type { XrmRuntime } from '../xrm/index.ts';
import { FormCommands } from './FormCommands.tsx';
import { FormHeader } from './FormHeader.tsx';
import { FormTabs } from './FormTabs.tsx';
import { MessageBars } from './MessageBars.tsx';
import { FormRuntimeProvider } from './runtime.ts';
import { FormSession } from './session.ts';
import type { RecordPage } from './session.ts';

export function FormPage({ page, xrm }: { page: RecordPage; xrm: XrmRuntime }): React.ReactElement {
  const services = useServices();
  const [opened, setOpened] = React.useState<Loaded<FormSession>>({ state: 'loading' });
  const [attempt, setAttempt] = React.useState(0);
  const current = React.useRef<FormSession>();
  React.useEffect(() => {
    // A new row that was just saved keeps its open form: only the address learnt the id.
    if (current.current && shows(current.current, page)) return undefined;
    let isWanted = true;
    setOpened({ state: 'loading' });
    FormSession.open(services, xrm, page).then(
      (session) => {
        if (!isWanted) return;
        current.current = session;
        setOpened({ state: 'ready', value: session });
      },
      (error: unknown) =>
        isWanted && setOpened({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      isWanted = false;
    };
  }, [page, attempt]);
  React.useEffect(() => () => current.current?.dispose(), []);
  if (opened.state === 'loading') return <Waiting label={services.texts.form.loading} cover />;
  if (opened.state === 'failed') {
    return (
      <ErrorCard title={services.texts.form.rowNotOpened} error={opened.error} retry={() => setAttempt((n) => n + 1)} />
    );
  }
  return <OpenForm key={openedKey(opened.value)} session={opened.value} xrm={xrm} />;
}

function shows({ record }: FormSession, page: RecordPage): boolean {
  return (
    page.id !== undefined &&
    record.id === page.id &&
    record.table.name === page.table &&
    (!page.formId || record.form.id === page.formId)
  );
}

/** Each opened form is drawn from scratch. */
const keys = new WeakMap<FormSession, string>();
let lastKey = 0;
function openedKey(session: FormSession): string {
  const key = keys.get(session) ?? String((lastKey += 1));
  keys.set(session, key);
  return key;
}

function OpenForm({ session, xrm }: { session: FormSession; xrm: XrmRuntime }): React.ReactElement {
  const { router, dialogs, texts } = useServices();
  const t = texts.form;
  const { record } = session;
  useChanges(record);
  React.useEffect(() => {
    document.title = `${record.tableLabel}: ${record.primaryValue || t.newRow} - Local Dataverse`;
  });
  React.useEffect(
    () =>
      router.protect(
        () => record.isDirty,
        async () => {
          if (!record.isDirty) return true;
          return dialogs.ask({
            title: t.unsavedTitle,
            text: t.unsavedText,
            confirmLabel: t.leave,
            cancelLabel: t.stay,
          });
        },
      ),
    [session],
  );
  React.useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      commitFocused();
      void session.save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [session]);
  return (
    <FormRuntimeProvider value={{ session, xrm }}>
      <div className="ld-form" data-form={record.form.name}>
        <FormCommands session={session} />
        <div className="ld-form-scroll">
          <MessageBars record={record} />
          <FormHeader session={session} />
          <FormTabs session={session} />
        </div>
      </div>
    </FormRuntimeProvider>
  );
}

/** Fields take their text when they are left; saving by keyboard must not lose what is being typed. */
export function commitFocused(): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement)) return;
  focused.blur();
  focused.focus();
}
