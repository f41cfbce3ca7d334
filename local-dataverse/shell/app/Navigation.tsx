/** Left navigation from the app's site map. */
import * as React from 'react';
import { DefaultButton, Link } from '@fluentui/react';
import type { AppModel, NavItem } from '../../src/shell/model.ts';
import { ShellIcon, tableIcon } from '../look/icons.tsx';
import { webResourceUrl } from '../xrm/libraries.ts';
import { parseAddress } from './address.ts';
import type { Page } from './address.ts';
import { PageLink } from './RowLink.tsx';
import { useServices } from './services.ts';

const ACTIVITIES = new Set(['task', 'email', 'phonecall', 'appointment']);

/** The page a navigation entry opens; undefined for addresses outside and for what the shell has no page for. */
export function pageOfItem(item: NavItem): Page | undefined {
  if (item.table) return { kind: 'list', table: item.table };
  if (item.dashboard !== undefined) return { kind: 'dashboard', ...(item.dashboard ? { id: item.dashboard } : {}) };
  if (item.webResource) return { kind: 'webresource', name: item.webResource };
  // An address of the app itself stays in the app.
  const own = /^\/?main\.aspx(\?.*)$/i.exec(item.url ?? '')?.[1];
  if (own === undefined) return undefined;
  const { page } = parseAddress('/main.aspx', own);
  return page.kind === 'unknown' || page.kind === 'start' ? undefined : page;
}

function opens(item: NavItem, page: Page): boolean {
  if (page.kind === 'list' || page.kind === 'record') return item.table === page.table;
  if (page.kind === 'webresource') return item.webResource === page.name;
  return page.kind === 'dashboard' && item.dashboard !== undefined;
}

export function Navigation({ app, page }: { app: AppModel; page: Page }): React.ReactElement {
  const { texts } = useServices();
  const t = texts.app;
  const items = app.areas.flatMap((area) => area.groups.flatMap((group) => group.items));
  // Several entries can open dashboards: the one that names this dashboard, else the first.
  const current =
    items.find((item) => page.kind === 'dashboard' && page.id !== undefined && item.dashboard === page.id) ??
    items.find((item) => opens(item, page));
  const holds = (item: NavItem): boolean => item === current;
  const areaOfTable = app.areas.find((area) => area.groups.some((group) => group.items.some(holds)));
  const [chosen, setChosen] = React.useState<string>();
  React.useEffect(() => setChosen(undefined), [current]);
  const area = app.areas.find((one) => one.id === chosen) ?? areaOfTable ?? app.areas[0];
  if (!area) return <nav className="ld-nav" aria-label={t.siteMap} />;
  return (
    <nav className="ld-nav" aria-label={t.siteMap}>
      <div className="ld-nav-groups">
        {area.groups.map((group) => (
          <div key={group.id} className="ld-nav-group" role="group" aria-label={group.label || area.label}>
            {group.label && <div className="ld-nav-group-title">{group.label}</div>}
            <ul>
              {group.items.map((item) => (
                <li key={item.id}>
                  <Item item={item} isCurrent={holds(item)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {app.areas.length > 1 && (
        <DefaultButton
          className="ld-area"
          text={area.label}
          ariaLabel={t.area(area.label)}
          menuProps={{
            items: app.areas.map((one) => ({
              key: one.id,
              text: one.label,
              canCheck: true,
              isChecked: one.id === area.id,
              onClick: () => setChosen(one.id),
            })),
          }}
        />
      )}
    </nav>
  );
}

function Item({ item, isCurrent }: { item: NavItem; isCurrent: boolean }): React.ReactElement {
  const page = pageOfItem(item);
  // Drawn in the text's colour, as the platform does with the icons of tables.
  const icon = item.icon ? (
    <span className="ld-icon ld-nav-icon" style={{ maskImage: `url("${webResourceUrl(item.icon)}")` }} aria-hidden />
  ) : (
    <ShellIcon name={iconOf(item)} />
  );
  const className = `ld-nav-item${isCurrent ? ' ld-nav-current' : ''}`;
  const content = (
    <>
      {icon}
      <span>{item.label}</span>
    </>
  );
  if (page) {
    return (
      <PageLink page={page} className={className} isCurrent={isCurrent}>
        {content}
      </PageLink>
    );
  }
  return (
    <Link {...(item.url ? { href: item.url } : {})} target="_blank" rel="noopener noreferrer" className={className}>
      {content}
    </Link>
  );
}

function iconOf(item: NavItem): string {
  if (item.table) return tableIcon(item.table, ACTIVITIES.has(item.table));
  if (item.dashboard !== undefined) return 'chart';
  return 'globe';
}
