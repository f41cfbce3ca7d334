/** A link to a row's form, opened inside the shell; with the modifier keys of the browser in a new tab. */
import * as React from 'react';
import { Link } from '@fluentui/react';
import { ShellIcon, tableIcon } from '../look/icons.tsx';
import type { Page } from './address.ts';
import { useServices } from './services.ts';

export function RowLink(props: { table: string; id: string; name: string; icon?: boolean }): React.ReactElement {
  if (!props.table || !props.id) return <span>{props.name}</span>;
  return (
    <PageLink page={{ kind: 'record', table: props.table, id: props.id }} className="ld-rowlink" title={props.name}>
      {props.icon && <ShellIcon name={tableIcon(props.table, false)} size={16} />}
      <span>{props.name}</span>
    </PageLink>
  );
}

export function PageLink(props: {
  page: Page;
  app?: string;
  className?: string;
  title?: string;
  isCurrent?: boolean;
  children: React.ReactNode;
}): React.ReactElement {
  const { router } = useServices();
  const open = (event: React.MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void router.open(props.page, props.app ? { app: props.app } : {});
  };
  return (
    <Link
      href={router.urlOf(props.page, props.app)}
      onClick={open}
      {...(props.className ? { className: props.className } : {})}
      {...(props.title ? { title: props.title } : {})}
      {...(props.isCurrent ? { 'aria-current': 'page' } : {})}
    >
      {props.children}
    </Link>
  );
}
