/** The page: header, navigation, and the page the address names. */
import * as React from 'react';
import { FormPage } from '../form/FormPage.tsx';
import { GridPage } from '../grid/GridPage.tsx';
import type { XrmRuntime } from '../xrm/index.ts';
import type { AppModel } from '../../src/shell/model.ts';
import type { Address, Page } from './address.ts';
import { DialogHost, NoticeBar } from './DialogHost.tsx';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { useServices } from './services.ts';
import { StartPage } from './StartPage.tsx';
import { EmptyState, ErrorCard, Waiting } from './states.tsx';
import { useLoaded, useStore } from './store.ts';

export function Shell({ xrm }: { xrm: XrmRuntime }): React.ReactElement {
  const { router, models, app } = useServices();
  const address = useStore(router.address);
  const [showsNav, setShowsNav] = React.useState(true);
  const loaded = useLoaded(`app:${address.app ?? ''}`, async () => (address.app ? models.app(address.app) : undefined));
  const current = loaded.state === 'ready' ? loaded.value : undefined;
  const [opened, setOpened] = React.useState<AppModel>();
  // Forms and lists ask which app they are in: it is set before they are drawn.
  React.useEffect(() => {
    app.set(address.page.kind === 'start' ? undefined : current);
    setOpened(current);
  }, [current, address]);
  const isStart = address.page.kind === 'start';
  const isReady = loaded.state === 'ready' && opened === current;
  return (
    <div className="ld-app">
      <a className="ld-skip" href="#ld-main">
        Skip to main content
      </a>
      <Header onToggleNav={isStart || !current ? undefined : () => setShowsNav(!showsNav)} />
      <NoticeBar />
      <div className="ld-body">
        {!isStart && current && showsNav && <Navigation app={current} table={tableOf(address.page)} />}
        <main id="ld-main" className="ld-main" tabIndex={-1}>
          {loaded.state === 'failed' ? (
            <ErrorCard title="The app cannot be opened" error={loaded.error} />
          ) : isReady ? (
            <Content address={address} app={current} xrm={xrm} />
          ) : (
            <Waiting label="Loading" cover />
          )}
        </main>
      </div>
      <DialogHost />
    </div>
  );
}

function Content({
  address,
  app,
  xrm,
}: {
  address: Address;
  app: AppModel | undefined;
  xrm: XrmRuntime;
}): React.ReactElement {
  const { page } = address;
  if (page.kind === 'start') return <StartPage />;
  if (page.kind === 'list') return <GridPage table={page.table} {...(page.viewId ? { viewId: page.viewId } : {})} />;
  if (page.kind === 'record') return <FormPage page={page} xrm={xrm} />;
  if (page.kind === 'unknown') {
    return <EmptyState icon="table" title={`Pages of type ${page.pageType} are not supported by the local shell`} />;
  }
  return <FirstPage app={app} />;
}

/** An app's address without a page: its first table. */
function FirstPage({ app }: { app: AppModel | undefined }): React.ReactElement {
  const { router } = useServices();
  const first = app?.areas
    .flatMap((area) => area.groups.flatMap((group) => group.items))
    .find((item) => item.table)?.table;
  React.useEffect(() => {
    if (first) void router.open({ kind: 'list', table: first }, { replace: true });
  }, [first]);
  return first ? (
    <Waiting label="Loading" cover />
  ) : (
    <EmptyState icon="table" title="This app has no tables in its site map" />
  );
}

function tableOf(page: Page): string | undefined {
  return page.kind === 'list' || page.kind === 'record' ? page.table : undefined;
}
