/** Xrm.Navigation.navigateTo with target 2: a page in a dialog, in the middle or at the side. */
import * as React from 'react';
import { DefaultButton, IconButton, Modal, PrimaryButton } from '@fluentui/react';
import type { Page } from '../app/address.ts';
import { useServices } from '../app/services.ts';
import { FramePart } from '../dashboard/FramePart.tsx';
import type { XrmRuntime } from '../xrm/index.ts';
import { webResourceUrl } from '../xrm/libraries.ts';
import { OverlayForm, useFormSession } from './OverlayForm.tsx';
import type { PageRequest, SavedReference } from './overlays.ts';
import type { FormRecord } from './record.ts';
import { SAVE_MODE } from './save.ts';
import type { RecordPage } from './session.ts';

type Close = (rows: readonly SavedReference[]) => void;

export function PageDialog(props: {
  request: PageRequest;
  close: Close;
  xrm: XrmRuntime;
  draw: (page: Page) => React.ReactNode;
}): React.ReactElement {
  const { request, close, xrm } = props;
  const { texts } = useServices();
  const { page } = request;
  const title = request.title ?? '';
  const isSide = request.position === 2;
  return (
    <Modal
      isOpen
      isBlocking={page.kind === 'record'}
      onDismiss={() => close([])}
      titleAriaId="ld-page-dialog"
      className={isSide ? 'ld-page-modal ld-page-modal-side' : 'ld-page-modal'}
      styles={{
        main: {
          width: request.width ?? (isSide ? '480px' : 'min(1100px, 90vw)'),
          height: isSide ? '100vh' : (request.height ?? '80vh'),
          maxHeight: '100vh',
        },
      }}
    >
      <div className="ld-page-dialog">
        <header>
          <h2 id="ld-page-dialog">{title}</h2>
          <IconButton
            iconProps={{ iconName: 'cancel' }}
            title={texts.app.close}
            ariaLabel={texts.app.close}
            onClick={() => close([])}
          />
        </header>
        {page.kind === 'record' ? (
          <RowPage page={page} close={close} xrm={xrm} />
        ) : page.kind === 'webresource' ? (
          <FramePart url={withData(webResourceUrl(page.name), request.data)} title={title || page.name} version={0} />
        ) : (
          <div className="ld-page-dialog-body">{props.draw(page)}</div>
        )}
      </div>
    </Modal>
  );
}

function withData(url: string, data: string | undefined): string {
  return data === undefined ? url : `${url}?data=${encodeURIComponent(data)}`;
}

function RowPage({ page, close, xrm }: { page: RecordPage; close: Close; xrm: XrmRuntime }): React.ReactElement {
  const t = useServices().texts.form;
  const saved = React.useRef<readonly SavedReference[]>([]);
  const keep = (record: FormRecord): void => {
    if (record.id) saved.current = [{ id: record.id, name: record.primaryValue, entityType: record.table.name }];
  };
  const done = (record: FormRecord): void => {
    keep(record);
    close(saved.current);
  };
  const opened = useFormSession(xrm, page, {
    host: {
      isAbove: true,
      close: done,
      created: (record) => Promise.resolve(keep(record)),
      openNew: (record) => Promise.resolve(done(record)),
    },
  });
  const session = opened.state === 'ready' ? opened.value : undefined;
  return (
    <>
      <div className="ld-page-dialog-body">
        <OverlayForm opened={opened} xrm={xrm} />
      </div>
      <footer className="ld-panel-footer">
        <PrimaryButton
          text={t.saveAndClose}
          disabled={!session}
          onClick={() => void session?.save(SAVE_MODE.saveAndClose)}
        />
        <DefaultButton text={t.save} disabled={!session} onClick={() => void session?.save(SAVE_MODE.save)} />
      </footer>
    </>
  );
}
