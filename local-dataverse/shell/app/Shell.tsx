/** The page: header, navigation, and the page the address names. */
import * as React from 'react';
import { DashboardPage } from '../dashboard/DashboardPage.tsx';
import { FramePart } from '../dashboard/FramePart.tsx';
import { FormPage } from '../form/FormPage.tsx';
import { OverlayHost } from '../form/OverlayHost.tsx';
import { GridPage } from '../grid/GridPage.tsx';
import type { XrmRuntime } from '../xrm/index.ts';
import { webResourceUrl } from '../xrm/libraries.ts';
import type { AppModel } from '../../src/shell/model.ts';
import type { Address } from './address.ts';
import { DialogHost, NoticeBar } from './DialogHost.tsx';
import { Header } from './Header.tsx';
import { Navigation, pageOfItem } from './Navigation.tsx';
import { useServices } from './services.ts';
import { StartPage } from './StartPage.tsx';
import { EmptyState, ErrorCard, Waiting } from './states.tsx';
import { useLoaded, useStore } from './store.ts';

export function Shell({ xrm }: { xrm: XrmRuntime }): React.ReactElement {
  const { router, models, app, texts } = useServices();
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
        {texts.app.skipToMain}
      </a>
      <Header onToggleNav={isStart || !current ? undefined : () => setShowsNav(!showsNav)} />
      <NoticeBar />
      <div className="ld-body">
        {!isStart && current && showsNav && <Navigation app={current} page={address.page} />}
        <main id="ld-main" className="ld-main" tabIndex={-1}>
          {loaded.state === 'failed' ? (
            <ErrorCard title={texts.app.appNotOpened} error={loaded.error} />
          ) : isReady ? (
            <Content address={address} app={current} xrm={xrm} />
          ) : (
            <Waiting label={texts.app.loading} cover />
          )}
        </main>
      </div>
      <OverlayHost xrm={xrm} page={(page) => <Content address={{ ...address, page }} app={current} xrm={xrm} />} />
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
  const { texts } = useServices();
  const { page } = address;
  if (page.kind === 'start') return <StartPage />;
  if (page.kind === 'list') return <GridPage page={page} />;
  if (page.kind === 'dashboard') return <DashboardPage id={page.id} />;
  if (page.kind === 'webresource') return <WebResourcePage key={page.name} name={page.name} />;
  if (page.kind === 'record') return <FormPage page={page} xrm={xrm} />;
  if (page.kind === 'unknown') {
    return <EmptyState icon="table" title={texts.app.pageTypeUnsupported(page.pageType)} />;
  }
  return <FirstPage app={app} />;
}

/** An app's address without a page: what its site map opens first. */
function FirstPage({ app }: { app: AppModel | undefined }): React.ReactElement {
  const { router, texts } = useServices();
  const first = app?.areas
    .flatMap((area) => area.groups.flatMap((group) => group.items))
    .flatMap((item) => pageOfItem(item) ?? [])[0];
  React.useEffect(() => {
    if (first) void router.open(first, { replace: true });
  }, [app]);
  return first ? (
    <Waiting label={texts.app.loading} cover />
  ) : (
    <EmptyState icon="table" title={texts.app.noTablesInApp} />
  );
}

/** A web resource as a page of the app (`pagetype=webresource`). */
function WebResourcePage({ name }: { name: string }): React.ReactElement {
  const { texts } = useServices();
  const title = texts.charts.webResource(name);
  React.useEffect(() => {
    document.title = `${name} - Local Dataverse`;
  }, [name]);
  return (
    <div className="ld-card ld-frame-page">
      <FramePart url={webResourceUrl(name)} title={title} version={0} />
    </div>
  );
}
