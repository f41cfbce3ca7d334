/** The bar on top: app launcher, app name, environment, and the user's menu. */
import * as React from 'react';
import { IconButton, Persona, PersonaSize } from '@fluentui/react';
import { ShellIcon } from '../look/icons.tsx';
import { PageLink } from './RowLink.tsx';
import { useServices } from './services.ts';
import { useStore } from './store.ts';

export function Header(props: { onToggleNav: (() => void) | undefined }): React.ReactElement {
  const { session, app } = useServices();
  const current = useStore(app);
  return (
    <header className="ld-header">
      <PageLink page={{ kind: 'start' }} className="ld-launcher" title="All apps">
        <ShellIcon name="appslauncher" title="All apps" />
      </PageLink>
      {props.onToggleNav && (
        <IconButton
          className="ld-navtoggle"
          iconProps={{ iconName: 'globalnavbutton' }}
          title="Site map"
          ariaLabel="Show or hide the site map"
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
      <span className="ld-environment" title={`Organisation ${session.organization.name}`}>
        <span>Environment</span>
        <strong>{session.environment}</strong>
      </span>
      <UserMenu />
    </header>
  );
}

/** Theme and language are options of the address: a link shows them to somebody else, too. */
function UserMenu(): React.ReactElement {
  const { session, theme } = useServices();
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
      ariaLabel={`${session.user.name}: theme and language`}
      onRenderIcon={() => <Persona size={PersonaSize.size32} text={session.user.name} hidePersonaDetails />}
      onRenderMenuIcon={() => null}
      menuProps={{
        items: [
          { key: 'user', text: session.user.name, secondaryText: session.user.email, itemType: 2 },
          item('light', 'Light theme', theme.name === 'light', go('theme', 'light')),
          item('dark', 'Dark theme', theme.name === 'dark', go('theme', 'dark')),
          item('contrast', 'High contrast', theme.name === 'contrast', go('theme', 'contrast')),
          { key: 'languages', text: 'Language of texts', itemType: 2 },
          item('1033', 'English', language === 1033, go('lcid', '1033')),
          item('1031', 'Deutsch', language === 1031, go('lcid', '1031')),
        ],
      }}
    />
  );
}
