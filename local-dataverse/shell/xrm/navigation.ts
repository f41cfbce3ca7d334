/** Xrm.Navigation, which code components get too (context.navigation). */
import type { Services } from '../app/services.ts';
import type { Page } from '../app/address.ts';
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
interface FormOptions {
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
  readonly data?: Readonly<Record<string, unknown>>;
}
export interface Navigation {
  openAlertDialog(strings: AlertStrings): Promise<void>;
  openConfirmDialog(strings: ConfirmStrings): Promise<{ confirmed: boolean }>;
  openErrorDialog(options: ErrorOptions): Promise<void>;
  openForm(
    options: FormOptions,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<{ savedEntityReference: null }>;
  openUrl(url: string, options?: { readonly height?: number; readonly width?: number }): void;
  openWebResource(name: string): void;
  openFile(): Promise<never>;
  navigateTo(input: PageInput): Promise<void>;
}

export function createNavigation({ router, dialogs }: Services): Navigation {
  const show = (page: Page, newWindow: boolean): void => {
    if (newWindow) window.open(router.urlOf(page), '_blank', 'noopener');
    else void router.open(page);
  };
  const record = (table: string, options: FormOptions, parameters: Readonly<Record<string, unknown>> = {}): Page => {
    const defaults = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
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
        cancelLabel: strings.cancelButtonLabel ?? 'Cancel',
      });
      return { confirmed };
    },
    async openErrorDialog(options) {
      const code = options.errorCode === undefined ? '' : `Error code 0x${(options.errorCode >>> 0).toString(16)}`;
      await dialogs.ask({ title: 'Error', text: options.message ?? code, details: options.details, isError: true });
    },
    openForm(options, parameters) {
      if (!options.entityName) return Promise.reject(new TypeError('openForm needs entityName.'));
      show(record(options.entityName, options, parameters), options.openInNewWindow === true);
      return Promise.resolve({ savedEntityReference: null });
    },
    openUrl(url) {
      // Only addresses a browser opens by itself: never javascript: or data:.
      const target = new URL(url, location.href);
      if (!/^(https?|mailto|tel):$/.test(target.protocol))
        throw new TypeError(`openUrl does not open ${target.protocol} addresses.`);
      window.open(target.href, '_blank', 'noopener');
    },
    openWebResource: (name) => void window.open(webResourceUrl(name), '_blank', 'noopener'),
    openFile: () => Promise.reject(new NotSupportedError('openFile')),
    async navigateTo(input) {
      const table = input.entityName ?? '';
      if (input.pageType === 'entityrecord') await router.open(record(table, input, input.data));
      else if (input.pageType === 'entitylist')
        await router.open({ kind: 'list', table, ...(input.viewId ? { viewId: plain(input.viewId) } : {}) });
      else throw new NotSupportedError(`navigateTo of a page of type ${input.pageType}`);
    },
  };
}

function plain(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}
