/** A quick create form at the side of the page. */
import * as React from 'react';
import { DefaultButton, Panel, PanelType, PrimaryButton } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import type { XrmRuntime } from '../xrm/index.ts';
import { commitFocused } from './FormPage.tsx';
import { OverlayForm, useFormSession } from './OverlayForm.tsx';
import type { QuickCreateRequest, SavedReference } from './overlays.ts';
import type { FormRecord } from './record.ts';
import { SAVE_MODE } from './save.ts';
import { FORM_KIND } from './session.ts';

interface QuickCreateProps {
  readonly request: QuickCreateRequest;
  readonly close: (rows: readonly SavedReference[]) => void;
  readonly xrm: XrmRuntime;
}

/** Save & Create New starts again with the same values; all rows made are handed back at the end. */
export function QuickCreatePanel(props: QuickCreateProps): React.ReactElement {
  const [made, setMade] = React.useState<readonly SavedReference[]>([]);
  return <OneRow key={made.length} {...props} made={made} again={setMade} />;
}

function OneRow({
  request,
  close,
  xrm,
  made,
  again,
}: QuickCreateProps & {
  made: readonly SavedReference[];
  again: (made: readonly SavedReference[]) => void;
}): React.ReactElement {
  const services = useServices();
  const t = services.texts.form;
  const { table: name, formId, defaults } = request;
  const table = useLoaded(`table:${name}`, () => services.models.table(name));
  const all = (record: FormRecord): SavedReference[] => {
    const { id } = record;
    if (!id) return [...made];
    services.notices.toast('success', t.created(record.primaryValue || record.table.label));
    return [...made, { id, name: record.primaryValue, entityType: name }];
  };
  const opened = useFormSession(
    xrm,
    { kind: 'record', table: name, defaults, ...(formId ? { formId } : {}) },
    {
      formType: FORM_KIND.quickCreate,
      host: {
        isAbove: true,
        close: (record) => close(all(record)),
        created: (record) => Promise.resolve(close(all(record))),
        openNew: (record) => Promise.resolve(again(all(record))),
      },
    },
  );
  const session = opened.state === 'ready' ? opened.value : undefined;
  const preset = React.useRef(0);
  React.useEffect(() => {
    if (session) preset.current = dirtyCount(session.record);
  }, [session]);
  const save = (mode: number) => (): void => {
    commitFocused();
    void session?.save(mode === SAVE_MODE.saveAndNew ? SAVE_MODE.saveAndNew : SAVE_MODE.saveAndClose);
  };
  const leave = async (): Promise<void> => {
    const isSure =
      !session ||
      dirtyCount(session.record) <= preset.current ||
      (await services.dialogs.ask({
        title: t.unsavedTitle,
        text: t.unsavedText,
        confirmLabel: t.leave,
        cancelLabel: t.stay,
      }));
    if (isSure) close(made);
  };
  const label = table.state === 'ready' ? table.value.label : '';
  return (
    <Panel
      isOpen
      isBlocking
      type={PanelType.custom}
      customWidth="480px"
      className="ld-panel"
      headerText={t.quickCreate(label)}
      closeButtonAriaLabel={services.texts.app.close}
      onDismiss={() => void leave()}
      isFooterAtBottom
      onRenderFooterContent={() => (
        <div className="ld-panel-footer">
          <PrimaryButton text={t.saveAndClose} disabled={!session} onClick={save(SAVE_MODE.saveAndClose)} />
          <DefaultButton text={t.saveAndNew} disabled={!session} onClick={save(SAVE_MODE.saveAndNew)} />
          <DefaultButton text={t.cancel} onClick={() => void leave()} />
        </div>
      )}
    >
      <OverlayForm opened={opened} xrm={xrm} />
    </Panel>
  );
}

/** Values that were filled in for the user are no reason to ask whether they may go. */
function dirtyCount(record: FormRecord): number {
  return [...record.attributes.values()].filter((attribute) => attribute.isDirty).length;
}
