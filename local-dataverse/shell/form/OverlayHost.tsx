/** Draws what opened above the page: quick create forms, look-up panels, pages in dialogs. */
import * as React from 'react';
import type { Page } from '../app/address.ts';
import { useServices } from '../app/services.ts';
import { useStore } from '../app/store.ts';
import type { XrmRuntime } from '../xrm/index.ts';
import { LookupPanel } from './LookupPanel.tsx';
import { PageDialog } from './PageDialog.tsx';
import { QuickCreatePanel } from './QuickCreatePanel.tsx';

/** @param props.page draws a page of the shell inside of a dialog */
export function OverlayHost(props: { xrm: XrmRuntime; page: (page: Page) => React.ReactNode }): React.ReactElement {
  const { overlays } = useServices();
  const open = useStore(overlays.open);
  return (
    <>
      {open.map(({ key, request, close }) =>
        request.kind === 'quickCreate' ? (
          <QuickCreatePanel key={key} request={request} close={close} xrm={props.xrm} />
        ) : request.kind === 'lookup' ? (
          <LookupPanel key={key} request={request} close={close} />
        ) : (
          <PageDialog key={key} request={request} close={close} xrm={props.xrm} draw={props.page} />
        ),
      )}
    </>
  );
}
