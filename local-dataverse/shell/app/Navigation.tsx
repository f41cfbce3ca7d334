/** Left navigation from the app's site map. */
import * as React from 'react';
import { DefaultButton, Link } from '@fluentui/react';
import type { AppModel, NavItem } from '../../src/shell/model.ts';
import { ShellIcon, tableIcon } from '../look/icons.tsx';
import { webResourceUrl } from '../xrm/libraries.ts';
import { PageLink } from './RowLink.tsx';

const ACTIVITIES = new Set(['task', 'email', 'phonecall', 'appointment']);

export function Navigation({ app, table }: { app: AppModel; table: string | undefined }): React.ReactElement {
  const holds = (item: NavItem): boolean => item.table !== undefined && item.table === table;
  const areaOfTable = app.areas.find((area) => area.groups.some((group) => group.items.some(holds)));
  const [chosen, setChosen] = React.useState<string>();
  React.useEffect(() => setChosen(undefined), [table]);
  const area = app.areas.find((one) => one.id === chosen) ?? areaOfTable ?? app.areas[0];
  if (!area) return <nav className="ld-nav" aria-label="Site map" />;
  return (
    <nav className="ld-nav" aria-label="Site map">
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
          ariaLabel={`Area: ${area.label}`}
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
  const icon = item.icon ? (
    <img src={webResourceUrl(item.icon)} alt="" width={20} height={20} />
  ) : (
    <ShellIcon name={item.table ? tableIcon(item.table, ACTIVITIES.has(item.table)) : item.url ? 'globe' : 'lock'} />
  );
  const className = `ld-nav-item${isCurrent ? ' ld-nav-current' : ''}`;
  const content = (
    <>
      {icon}
      <span>{item.label}</span>
    </>
  );
  if (item.table) {
    return (
      <PageLink page={{ kind: 'list', table: item.table }} className={className} isCurrent={isCurrent}>
        {content}
      </PageLink>
    );
  }
  if (item.url) {
    return (
      <Link href={item.url} target="_blank" rel="noopener noreferrer" className={className}>
        {content}
      </Link>
    );
  }
  return (
    <span
      className={`${className} ld-nav-off`}
      title={`${item.unsupported ?? 'This page'}: not supported by the local shell yet`}
    >
      {content}
    </span>
  );
}
