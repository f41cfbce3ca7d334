/** Draws dialogs, the progress cover and app-wide messages. */
import * as React from 'react';
import {
  ActionButton,
  DefaultButton,
  Dialog,
  DialogFooter,
  DialogType,
  IconButton,
  Modal,
  PrimaryButton,
  Spinner,
} from '@fluentui/react';
import { ShellIcon } from '../look/icons.tsx';
import type { OpenDialog } from './dialogs.ts';
import { useServices } from './services.ts';
import { useStore } from './store.ts';

export function DialogHost(): React.ReactElement {
  const { dialogs } = useServices();
  const open = useStore(dialogs.open);
  const progress = useStore(dialogs.progress);
  return (
    <>
      {open.map((dialog, index) => (
        <Question key={index} dialog={dialog} />
      ))}
      {progress !== undefined && (
        <Modal isOpen isBlocking titleAriaId="ld-progress">
          <div className="ld-progress">
            <Spinner label={progress} labelPosition="right" ariaLive="assertive" />
          </div>
        </Modal>
      )}
    </>
  );
}

function Question({ dialog }: { dialog: OpenDialog }): React.ReactElement {
  const { texts } = useServices();
  const t = texts.app;
  const [showsDetails, setShowsDetails] = React.useState(false);
  return (
    <Dialog
      hidden={false}
      onDismiss={() => dialog.close(false)}
      minWidth={400}
      maxWidth={560}
      modalProps={{
        isBlocking: true,
        className: 'ld-dialog',
        focusTrapZoneProps: { firstFocusableTarget: '.ld-confirm' },
      }}
      dialogContentProps={{
        type: DialogType.normal,
        title: dialog.title ?? '',
        closeButtonAriaLabel: t.close,
        showCloseButton: dialog.cancelLabel !== undefined,
        ...(dialog.subtitle ? { subText: dialog.subtitle } : {}),
      }}
    >
      <div className="ld-dialog-text">
        {dialog.isError && <ShellIcon name="error" />}
        <span>{dialog.text}</span>
      </div>
      {dialog.details && (
        <>
          <DefaultButton
            className="ld-dialog-more"
            text={showsDetails ? t.hideDetails : t.showDetails}
            onClick={() => setShowsDetails(!showsDetails)}
          />
          {showsDetails && <pre className="ld-dialog-details">{dialog.details}</pre>}
        </>
      )}
      <DialogFooter>
        <PrimaryButton className="ld-confirm" text={dialog.confirmLabel ?? t.ok} onClick={() => dialog.close(true)} />
        {dialog.cancelLabel !== undefined && (
          <DefaultButton text={dialog.cancelLabel} onClick={() => dialog.close(false)} />
        )}
      </DialogFooter>
    </Dialog>
  );
}

const ICONS = { success: 'completed', error: 'error', warning: 'warning', info: 'info' } as const;

export function NoticeBar(): React.ReactElement | null {
  const { notices, texts } = useServices();
  const list = useStore(notices.list);
  if (!list.length) return null;
  return (
    <div className="ld-notices">
      {list.map((notice) => (
        <div
          key={notice.id}
          className={`ld-message ld-message-${notice.level === 'error' ? 'danger' : notice.level}`}
          role={notice.level === 'error' ? 'alert' : 'status'}
        >
          <ShellIcon name={ICONS[notice.level]} size={16} />
          <span className="ld-grow">{notice.message}</span>
          {notice.action && <ActionButton text={notice.action.label} onClick={notice.action.run} />}
          {notice.closable && (
            <IconButton
              iconProps={{ iconName: 'cancel' }}
              title={texts.app.dismiss}
              ariaLabel={texts.app.dismiss}
              onClick={() => notices.remove(notice.id)}
            />
          )}
        </div>
      ))}
    </div>
  );
}
