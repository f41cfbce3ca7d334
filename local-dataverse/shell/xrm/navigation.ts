/** Xrm.Navigation, which code components get too (context.navigation). */
import type { Services } from '../app/services.ts';
import type { Page } from '../app/address.ts';
import type { RecordPage } from '../form/session.ts';
import { webResourceUrl } from './libraries.ts';
import { NotSupportedError } from './unsupported.ts';

interface AlertStrings {
  readonly text: string;
  readonly title?: string;
  readonly confirmButtonLabel?: string;
}
interface ConfirmStrings extends AlertStrings {
  readonly subtitle?: string;
  readonly cancelButtonLabel?: string;
}
interface ErrorOptions {
  readonly message?: string;
  readonly details?: string;
  readonly errorCode?: number;
}
interface RowReference {
  readonly id: string;
  readonly name?: string;
  readonly entityType: string;
}
interface FormOptions {
  readonly useQuickCreateForm?: boolean;
  /** Row that the new one belongs to: its lookup is filled in. */
  readonly createFromEntity?: RowReference;
  readonly entityName?: string;
  readonly entityId?: string;
  readonly formId?: string;
  readonly openInNewWindow?: boolean;
}
interface PageInput {
  readonly pageType: string;
  readonly entityName?: string;
  readonly entityId?: string;
  readonly formId?: string;
  readonly viewId?: string;
  readonly webresourceName?: string;
  readonly dashboardId?: string;
  readonly createFromEntity?: RowReference;
  /** Default values of a new row; of a web resource its `data` parameter. */
  readonly data?: Readonly<Record<string, unknown>> | string;
}
type Length = number | { readonly value: number; readonly unit: 'px' | '%' };
interface NavigationOptions {
  /** 1 in place of this page, 2 in a dialog. */
  readonly target?: number;
  readonly width?: Length;
  readonly height?: Length;
  readonly position?: number;
  readonly title?: string;
}
interface FileDetails {
  readonly fileContent: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly fileSize?: number;
}
interface SavedRows {
  readonly savedEntityReference: readonly RowReference[] | null;
}
export interface Navigation {
  openAlertDialog(strings: AlertStrings): Promise<void>;
  openConfirmDialog(strings: ConfirmStrings): Promise<{ confirmed: boolean }>;
  openErrorDialog(options: ErrorOptions): Promise<void>;
  openForm(options: FormOptions, parameters?: Readonly<Record<string, unknown>>): Promise<SavedRows>;
  openUrl(url: string, options?: { readonly height?: number; readonly width?: number }): void;
  openWebResource(name: string, options?: object, data?: string): void;
  openFile(file: FileDetails, options?: { readonly openMode?: number }): Promise<void>;
  navigateTo(input: PageInput, options?: NavigationOptions): Promise<SavedRows | undefined>;
}

export function createNavigation({ router, dialogs, overlays, models, texts }: Services): Navigation {
  const t = texts.form;
  const show = (page: Page, newWindow: boolean): void => {
    if (newWindow) window.open(router.urlOf(page), '_blank', 'noopener');
    else void router.open(page);
  };
  const record = async (
    table: string,
    options: FormOptions,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<RecordPage> => {
    const defaults = await defaultsOf(models, table, parameters, options.createFromEntity);
    return {
      kind: 'record',
      table,
      ...(options.entityId ? { id: plain(options.entityId) } : {}),
      ...(options.formId ? { formId: plain(options.formId) } : {}),
      ...(Object.keys(defaults).length ? { defaults } : {}),
    };
  };
  return {
    async openAlertDialog(strings) {
      await dialogs.ask({ title: strings.title, text: strings.text, confirmLabel: strings.confirmButtonLabel });
    },
    async openConfirmDialog(strings) {
      const confirmed = await dialogs.ask({
        title: strings.title,
        subtitle: strings.subtitle,
        text: strings.text,
        confirmLabel: strings.confirmButtonLabel,
        cancelLabel: strings.cancelButtonLabel ?? t.cancel,
      });
      return { confirmed };
    },
    async openErrorDialog(options) {
      const code = options.errorCode === undefined ? '' : t.errorCode(`0x${(options.errorCode >>> 0).toString(16)}`);
      await dialogs.ask({ title: t.error, text: options.message ?? code, details: options.details, isError: true });
    },
    async openForm(options, parameters) {
      const table = options.entityName;
      if (!table) throw new TypeError('openForm needs entityName.');
      if (options.useQuickCreateForm && !options.entityId) {
        const { formId } = options;
        const defaults = await defaultsOf(models, table, parameters ?? {}, options.createFromEntity);
        return savedRows(await overlays.ask({ kind: 'quickCreate', table, defaults, formId: formId && plain(formId) }));
      }
      show(await record(table, options, parameters), options.openInNewWindow === true);
      return { savedEntityReference: null };
    },
    openUrl(url) {
      // Only addresses a browser opens by itself: never javascript: or data:.
      const target = new URL(url, location.href);
      if (!/^(https?|mailto|tel):$/.test(target.protocol))
        throw new TypeError(`openUrl does not open ${target.protocol} addresses.`);
      window.open(target.href, '_blank', 'noopener');
    },
    openWebResource(name, _, data) {
      const query = data === undefined ? '' : `?data=${encodeURIComponent(data)}`;
      window.open(`${webResourceUrl(name)}${query}`, '_blank', 'noopener');
    },
    openFile: (file, options) => Promise.resolve(openFile(file, options?.openMode === 2)),
    async navigateTo(input, options = {}) {
      const page = await pageOf(input, record);
      if (options.target !== 2) {
        await router.open(page);
        return undefined;
      }
      const { title, width, height } = options;
      const position = options.position === 2 ? 2 : 1;
      const data = typeof input.data === 'string' ? input.data : undefined;
      const request = { kind: 'page', page, position, title, data, width: css(width), height: css(height) } as const;
      return savedRows(await overlays.ask(request));
    },
  };
}

/** @throws NotSupportedError for page types the shell has no page for */
async function pageOf(
  input: PageInput,
  record: (table: string, options: FormOptions, values?: Readonly<Record<string, unknown>>) => Promise<Page>,
): Promise<Page> {
  const table = input.entityName ?? '';
  switch (input.pageType) {
    case 'entityrecord':
      return record(table, input, typeof input.data === 'object' ? input.data : undefined);
    case 'entitylist':
      return { kind: 'list', table, ...(input.viewId ? { viewId: plain(input.viewId) } : {}) };
    case 'webresource':
      return { kind: 'webresource', name: input.webresourceName ?? '' };
    case 'dashboard':
      return { kind: 'dashboard', ...(input.dashboardId ? { id: plain(input.dashboardId) } : {}) };
    default:
      throw new NotSupportedError(`navigateTo of a page of type ${input.pageType}`);
  }
}

/** Parameters of a form as texts; with `createFromEntity` the lookup that points to its table, too. */
async function defaultsOf(
  models: Services['models'],
  table: string,
  parameters: Readonly<Record<string, unknown>>,
  from: RowReference | undefined,
): Promise<Record<string, string>> {
  const given = Object.fromEntries(Object.entries(parameters).flatMap(([name, value]) => parameterTexts(name, value)));
  if (!from) return given;
  const { columns } = await models.table(table);
  const lookups = Object.values(columns).filter((column) =>
    column.targets?.some((one) => one.table === from.entityType),
  );
  // Several can: the platform maps by relationship, we take Regarding or the customer first.
  const column = ['regardingobjectid', 'parentcustomerid', 'customerid']
    .map((name) => lookups.find((one) => one.name === name))
    .concat(lookups)
    .find((one) => one !== undefined);
  if (!column) return given;
  const names = { '': plain(from.id), name: from.name, type: from.entityType };
  const mapped = Object.entries(names).flatMap(([end, value]) => (value ? [[`${column.name}${end}`, value]] : []));
  return { ...Object.fromEntries(mapped), ...given };
}

/** A lookup may be given as the array attributes have. */
function parameterTexts(name: string, value: unknown): (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'object' || first === null) return [[name, String(value)]];
  const get = (key: string): string => String(Reflect.get(first, key) ?? '');
  return [
    [name, plain(get('id'))],
    [`${name}name`, get('name')],
    [`${name}type`, get('entityType')],
  ];
}

function savedRows(rows: readonly RowReference[]): SavedRows {
  const saved = rows.map((row) => ({ ...row, id: `{${row.id.toUpperCase()}}` }));
  return { savedEntityReference: saved.length ? saved : null };
}

function css(length: Length | undefined): string | undefined {
  if (length === undefined) return undefined;
  return typeof length === 'number' ? `${length}px` : `${length.value}${length.unit}`;
}

/** @param isSaved asks where to keep the file, in place of opening it */
function openFile({ fileContent, fileName, mimeType }: FileDetails, isSaved: boolean): void {
  const bytes = Uint8Array.from(atob(fileContent), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
  const link = document.createElement('a');
  link.href = url;
  if (isSaved) link.download = fileName;
  else link.target = '_blank';
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function plain(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}
