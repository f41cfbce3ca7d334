/** `/`: the apps of this environment, and what to do when there are none. */
import * as React from 'react';
import type { AppSummary } from '../../src/shell/model.ts';
import { ShellIcon } from '../look/icons.tsx';
import { EmptyState, ErrorCard, Waiting } from './states.tsx';
import { PageLink } from './RowLink.tsx';
import { useServices } from './services.ts';
import { useLoaded } from './store.ts';

export function StartPage(): React.ReactElement {
  const { models, session } = useServices();
  const apps = useLoaded('apps', () => models.apps());
  React.useEffect(() => {
    document.title = 'Apps - Local Dataverse';
  }, []);
  return (
    <div className="ld-start">
      <h1>{`Welcome, ${session.user.name}`}</h1>
      <p className="ld-muted">Apps imported into this local Dataverse. Everything here runs on this machine.</p>
      {apps.state === 'loading' && <Waiting label="Loading apps" />}
      {apps.state === 'failed' && <ErrorCard title="The apps cannot be read" error={apps.error} />}
      {apps.state === 'ready' && <Apps apps={apps.value} />}
    </div>
  );
}

function Apps({ apps }: { apps: readonly AppSummary[] }): React.ReactElement {
  if (!apps.length) {
    return (
      <EmptyState icon="appslauncher" title="No apps yet">
        <p>
          Import a solution with an app: <code>npm run local-dataverse -- --import dist/ActivityLogging.zip</code>
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
