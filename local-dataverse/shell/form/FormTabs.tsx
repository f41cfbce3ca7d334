/** Tabs of a form and what stands in them. A tab is drawn when it is first opened, and stays. */
import * as React from 'react';
import { Pivot, PivotItem } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { FormTab } from './control.ts';
import { hasContent } from './layout.ts';
import { Section } from './Section.tsx';
import type { FormSession } from './session.ts';

export function FormTabs({ session }: { session: FormSession }): React.ReactElement {
  const { record } = session;
  const { form: t } = useServices().texts;
  const tabs = record.tabs.filter((tab) => tab.visible);
  const active = tabs.find((tab) => tab.model.name === record.activeTab) ?? tabs[0];
  const opened = React.useRef(new Set<string>());
  if (active) opened.current.add(active.model.name);
  return (
    <div className="ld-form-body">
      {tabs.length > 1 && (
        <Pivot
          className="ld-tabs"
          headersOnly
          overflowBehavior="menu"
          overflowAriaLabel={t.moreTabs}
          selectedKey={active?.model.name ?? null}
          getTabId={(key) => `ld-tab-${key}`}
          onLinkClick={(item) => item?.props.itemKey && session.openTab(item.props.itemKey)}
          aria-label={t.formTabs}
        >
          {tabs.map((tab) => (
            <PivotItem key={tab.model.name} itemKey={tab.model.name} headerText={tab.label || tab.model.name} />
          ))}
        </Pivot>
      )}
      {tabs.map((tab) =>
        opened.current.has(tab.model.name) ? (
          <div
            key={tab.model.name}
            className="ld-tab"
            hidden={tab !== active}
            data-tab={tab.model.name}
            {...(tabs.length > 1 ? { role: 'tabpanel', 'aria-labelledby': `ld-tab-${tab.model.name}` } : {})}
          >
            <TabBody session={session} tab={tab} />
          </div>
        ) : null,
      )}
    </div>
  );
}

function TabBody({ session, tab }: { session: FormSession; tab: FormTab }): React.ReactElement {
  const columns = tab.columns.map((column) => ({
    ...column,
    shown: column.sections.filter((section) => section.visible && hasContent(section.model.rows)),
  }));
  const filled = columns.filter((column) => column.shown.length);
  return (
    <div
      className="ld-tab-columns"
      style={{ '--ld-columns': filled.map((column) => share(column.width)).join(' ') } as React.CSSProperties}
    >
      {filled.map((column, index) => (
        <div key={index} className="ld-tab-column">
          {column.shown.map((section) => (
            <Section key={section.model.name} record={session.record} section={section} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** `33.3%` as a share of the grid, so that columns hidden or left out give their room to the others. */
function share(width: string): string {
  const percent = Number.parseFloat(width);
  return `minmax(0, ${Number.isNaN(percent) || percent <= 0 ? 1 : percent}fr)`;
}
