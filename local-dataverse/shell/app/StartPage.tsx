/** `/`: the apps of this environment, and what to do when there are none. */
import * as React from 'react';
import type { AppSummary } from '../../src/shell/model.ts';
import { ShellIcon } from '../look/icons.tsx';
import { EmptyState, ErrorCard, Waiting } from './states.tsx';
import { PageLink } from './RowLink.tsx';
import { useServices } from './services.ts';
import { useLoaded } from './store.ts';

export function StartPage(): React.ReactElement {
  const { models, session, texts } = useServices();
  const t = texts.app;
  const apps = useLoaded('apps', () => models.apps());
  React.useEffect(() => {
    document.title = `${t.appsTitle} - Local Dataverse`;
  }, []);
  return (
    <div className="ld-start">
      <h1>{t.welcome(session.user.name)}</h1>
      <p className="ld-muted">{t.appsIntro}</p>
      {apps.state === 'loading' && <Waiting label={t.loadingApps} />}
      {apps.state === 'failed' && <ErrorCard title={t.appsNotRead} error={apps.error} />}
      {apps.state === 'ready' && <Apps apps={apps.value} />}
    </div>
  );
}

function Apps({ apps }: { apps: readonly AppSummary[] }): React.ReactElement {
  const { texts } = useServices();
  if (!apps.length) {
    return (
      <EmptyState icon="appslauncher" title={texts.app.noApps}>
        <p>
          {texts.app.importHint} <code>npm run local-dataverse -- --import dist/ActivityLogging.zip</code>
        </p>
      </EmptyState>
    );
  }
  return (
    <ul className="ld-apps">
      {apps.map((app) => (
        <li key={app.id}>
          <PageLink page={{ kind: 'app' }} app={app.id} className="ld-card ld-app-card">
            <span className="ld-app-icon">
              <ShellIcon name="task" size={28} />
            </span>
            <span className="ld-app-text">
              <strong>{app.name}</strong>
              <span className="ld-muted">{app.description || app.uniqueName}</span>
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
