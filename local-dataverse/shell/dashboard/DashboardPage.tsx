/** A dashboard: selector, refresh, and its parts laid out as the dashboard's FormXml places them. */
import * as React from 'react';
import { CommandBar, DefaultButton, Link } from '@fluentui/react';
import type { CellModel, DashboardModel, DashboardSummary, SectionModel } from '../../src/shell/model.ts';
import { EmptyState, ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { FramePart } from './FramePart.tsx';
import { partOf, visibleTabs } from './parts.ts';
import { TablePart } from './TablePart.tsx';

export function DashboardPage({ id }: { id: string | undefined }): React.ReactElement {
  const { models, app, texts } = useServices();
  const t = texts.charts;
  const loaded = useLoaded(id ?? '', async () => {
    const all = await models.dashboards(app.value?.id);
    const wanted = id ?? all[0]?.id;
    return { all, dashboard: wanted ? await models.dashboard(wanted) : undefined };
  });
  if (loaded.state === 'loading') return <Waiting label={texts.app.loading} cover />;
  if (loaded.state === 'failed') return <ErrorCard title={t.dashboardNotOpened} error={loaded.error} />;
  const { all, dashboard } = loaded.value;
  if (!dashboard) return <EmptyState icon="chart" title={t.noDashboards} />;
  return <Dashboard key={dashboard.id} all={all} dashboard={dashboard} />;
}

function Dashboard(props: { all: readonly DashboardSummary[]; dashboard: DashboardModel }): React.ReactElement {
  const { router, texts } = useServices();
  const t = texts.charts;
  const { dashboard } = props;
  const [version, setVersion] = React.useState(0);
  React.useEffect(() => {
    document.title = `${dashboard.name} - Local Dataverse`;
  }, [dashboard]);
  const known = props.all.some((one) => one.id === dashboard.id);
  const all = known ? props.all : [{ id: dashboard.id, name: dashboard.name }, ...props.all];
  return (
    <div className="ld-list">
      <div className="ld-commands">
        <CommandBar
          className="ld-grow"
          ariaLabel={texts.lists.commands}
          items={[
            {
              key: 'refresh',
              text: t.refreshAll,
              iconProps: { iconName: 'refresh' },
              onClick: () => setVersion((n) => n + 1),
            },
          ]}
        />
      </div>
      <div className="ld-dashboard">
        <h1 className="ld-list-title ld-dashboard-title">
          <DefaultButton
            className="ld-view-selector"
            text={dashboard.name}
            ariaLabel={t.dashboard(dashboard.name)}
            menuProps={{
              items: all.map((one) => ({
                key: one.id,
                text: one.name,
                canCheck: true,
                isChecked: one.id === dashboard.id,
                onClick: () => void router.open({ kind: 'dashboard', id: one.id }),
              })),
            }}
          />
        </h1>
        {visibleTabs(dashboard.form.tabs).map((tab, index) => (
          <div
            key={tab.id || index}
            className="ld-dashboard-tab"
            style={{ gridTemplateColumns: tab.columns.map((column) => fraction(column.width)).join(' ') }}
          >
            {tab.columns.map((column, at) => (
              <div key={at} className="ld-dashboard-column">
                {column.sections.map((section) => (
                  <Section key={section.id} section={section} version={version} />
                ))}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** `33%` as a share, so that gaps fit in. */
function fraction(width: string): string {
  const share = Number.parseFloat(width);
  return `minmax(0, ${share > 0 ? share : 1}fr)`;
}

/** A row of a dashboard is as high as its cells' rowspan; the app gives each about this much. */
const ROW_HEIGHT = 36;
const MIN_ROWS = 9;

function Section({ section, version }: { section: SectionModel; version: number }): React.ReactElement {
  const rows = section.rows
    .map((row) => row.filter((cell) => cell.visible && cell.control))
    .filter((row) => row.length);
  return (
    <section className="ld-dashboard-section" aria-label={section.label || section.name}>
      {section.showLabel && section.label && <h2 className="ld-dashboard-heading">{section.label}</h2>}
      {rows.map((row, index) => (
        <div
          key={index}
          className="ld-dashboard-row"
          style={{ gridTemplateColumns: `repeat(${section.columns}, minmax(0, 1fr))` }}
        >
          {row.map((cell) => (
            <div
              key={cell.id}
              className="ld-card ld-dashboard-part"
              style={{
                gridColumn: `span ${Math.min(cell.colspan, section.columns)}`,
                height: Math.max(MIN_ROWS, cell.rowspan) * ROW_HEIGHT,
              }}
            >
              <Part cell={cell} version={version} />
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

function Part({ cell, version }: { cell: CellModel; version: number }): React.ReactElement | null {
  const { texts } = useServices();
  const part = React.useMemo(() => partOf(cell), [cell]);
  switch (part.kind) {
    case 'list':
    case 'chart':
      return <TablePart part={part} label={cell.showLabel ? cell.label : ''} version={version} />;
    case 'frame':
      return isOwn(part.url) ? (
        <FramePart url={part.url} title={part.title} version={version} />
      ) : (
        <EmptyState icon="globe" title={part.title}>
          <p>{texts.charts.otherServer}</p>
          <Link href={part.url} target="_blank" rel="noopener noreferrer">
            {part.url}
          </Link>
        </EmptyState>
      );
    case 'unsupported':
      return <EmptyState icon="lock" title={texts.charts.partUnsupported(part.what)} />;
    case 'empty':
      return null;
  }
}

/** The page's policy frames this server's pages only. */
function isOwn(url: string): boolean {
  return new URL(url, location.href).origin === location.origin;
}
