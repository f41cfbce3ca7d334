/** The bar on top: app launcher, app name, environment, and the user's menu. */
import * as React from 'react';
import { IconButton, Persona, PersonaSize } from '@fluentui/react';
import { ShellIcon } from '../look/icons.tsx';
import { PageLink } from './RowLink.tsx';
import { useServices } from './services.ts';
import { useStore } from './store.ts';

export function Header(props: { onToggleNav: (() => void) | undefined }): React.ReactElement {
  const { session, app, texts } = useServices();
  const t = texts.app;
  const current = useStore(app);
  return (
    <header className="ld-header">
      <PageLink page={{ kind: 'start' }} className="ld-launcher" title={t.allApps}>
        <ShellIcon name="appslauncher" title={t.allApps} />
      </PageLink>
      {props.onToggleNav && (
        <IconButton
          className="ld-navtoggle"
          iconProps={{ iconName: 'globalnavbutton' }}
          title={t.siteMap}
          ariaLabel={t.toggleSiteMap}
          onClick={props.onToggleNav}
        />
      )}
      <span className="ld-brand">Local Dataverse</span>
      {current && (
        <>
          <span className="ld-brand-divider" aria-hidden="true" />
          <PageLink page={{ kind: 'app' }} className="ld-appname">
            {current.name}
          </PageLink>
        </>
      )}
      <span className="ld-grow" />
      <span className="ld-environment" title={t.organization(session.organization.name)}>
        <span>{t.environment}</span>
        <strong>{session.environment}</strong>
      </span>
      <UserMenu />
    </header>
  );
}

/** Theme and language are options of the address: a link shows them to somebody else, too. */
function UserMenu(): React.ReactElement {
  const { session, theme, texts } = useServices();
  const t = texts.app;
  const go = (name: string, value: string) => () => {
    const query = new URLSearchParams(location.search);
    query.set(name, value);
    location.search = query.toString();
  };
  const item = (key: string, text: string, isChecked: boolean, onClick: () => void) => ({
    key,
    text,
    canCheck: true,
    isChecked,
    onClick,
  });
  const language = session.settings.languageId;
  return (
    <IconButton
      className="ld-user"
      title={session.user.name}
      ariaLabel={t.themeAndLanguage(session.user.name)}
      onRenderIcon={() => <Persona size={PersonaSize.size32} text={session.user.name} hidePersonaDetails />}
      onRenderMenuIcon={() => null}
      menuProps={{
        items: [
          { key: 'user', text: session.user.name, secondaryText: session.user.email, itemType: 2 },
          item('light', t.lightTheme, theme.name === 'light', go('theme', 'light')),
          item('dark', t.darkTheme, theme.name === 'dark', go('theme', 'dark')),
          item('contrast', t.highContrast, theme.name === 'contrast', go('theme', 'contrast')),
          { key: 'languages', text: t.languageOfTexts, itemType: 2 },
          item('1033', 'English', language === 1033, go('lcid', '1033')),
          item('1031', 'Deutsch', language === 1031, go('lcid', '1031')),
        ],
      }}
    />
  );
}
