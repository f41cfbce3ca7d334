/** Entry of the shell's bundle: platform libraries for code components, services, the page. */
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import * as Fluent from '@fluentui/react';
import { Models } from './api/models.ts';
import { WebApi } from './api/webApi.ts';
import { Dialogs, Notices } from './app/dialogs.ts';
import { Router } from './app/router.ts';
import { ServicesProvider } from './app/services.ts';
import type { Services } from './app/services.ts';
import { Shell } from './app/Shell.tsx';
import { ErrorCard } from './app/states.tsx';
import { Store } from './app/store.ts';
import { Overlays } from './form/overlays.ts';
import { createFormatter } from './format/formatter.ts';
import { fluent8Theme } from './look/fluent8.ts';
import { registerShellIcons } from './look/icons.tsx';
import { tokensOf } from './look/tokens.ts';
import type { ThemeName } from './look/tokens.ts';
import { installRegistry } from './pcf/registry.ts';
import { textsOf } from './texts.ts';
import { installXrm } from './xrm/index.ts';
import { isRightToLeft } from './xrm/globalContext.ts';

/** The names under which bundles made by pcf-scripts look for React 16 and Fluent 8 (pcf-scripts/PlatformLibraryVersions.json). */
function installPlatformLibraries(): void {
  Reflect.set(window, 'Reactv16', React);
  Reflect.set(window, 'FluentUIReactv81211', Fluent);
}

async function start(root: HTMLElement): Promise<void> {
  installPlatformLibraries();
  installRegistry();
  registerShellIcons();
  const router = new Router();
  const language = router.address.value.keep['lcid'];
  const models = new Models(language ? Number(language) : undefined);
  const session = await models.session();
  const name = themeName();
  const tokens = tokensOf(name);
  const isDark = name !== 'light';
  const services: Services = {
    session,
    models,
    router,
    api: new WebApi(session.apiVersion, async (table) => (await models.table(table)).setName),
    formatter: createFormatter(session.settings),
    texts: textsOf(session.settings.languageId),
    dialogs: new Dialogs(),
    notices: new Notices(),
    overlays: new Overlays(),
    app: new Store(undefined),
    theme: { name, isDark, tokens },
  };
  const xrm = installXrm(services);
  document.documentElement.lang = session.settings.locale;
  document.documentElement.dir = isRightToLeft(session.settings.languageId) ? 'rtl' : 'ltr';
  const theme = fluent8Theme(tokens, isDark);
  ReactDOM.render(
    <ServicesProvider value={services}>
      <Fluent.ThemeProvider theme={theme} applyTo="none">
        <Shell xrm={xrm} />
      </Fluent.ThemeProvider>
    </ServicesProvider>,
    root,
  );
}

function themeName(): ThemeName {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'dark' || theme === 'contrast' ? theme : 'light';
}

const root = document.getElementById('shell');
if (!root) throw new Error('The page has no element #shell.');
start(root).catch((error: unknown) => {
  console.error(error);
  ReactDOM.render(
    <ErrorCard
      title="The local Dataverse's shell cannot start"
      error={error instanceof Error ? error : new Error(String(error))}
    />,
    root,
  );
});
