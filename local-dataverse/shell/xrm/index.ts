/** window.Xrm, made once; the open form puts itself in and out. */
import type { Services } from '../app/services.ts';
import { createGlobalContext } from './globalContext.ts';
import { createNavigation } from './navigation.ts';
import type { Navigation } from './navigation.ts';
import { unsupported, unsupportedAsync } from './unsupported.ts';
import { createUtility } from './utility.ts';
import { xrmWebApi } from './webApi.ts';

/** What forms and code components share of it. */
export interface XrmRuntime {
  readonly navigation: Navigation;
  readonly globalContext: object;
  readonly page: () => object | undefined;
  /** The form that `Xrm.Page` (deprecated, still used by older libraries) means. */
  setPage(formContext: object | undefined): void;
}

interface NotificationOptions {
  readonly type: number;
  readonly level: number;
  readonly message: string;
  readonly showCloseButton?: boolean;
  readonly action?: { readonly actionLabel?: string; readonly eventHandler?: () => void };
}
const LEVELS = { 1: 'success', 2: 'error', 3: 'warning', 4: 'info' } as const;

export function installXrm(services: Services): XrmRuntime {
  const globalContext = createGlobalContext(services);
  const navigation = createNavigation(services);
  let page: object | undefined;
  const pageContext = (): object => {
    const { page: at } = services.router.address.value;
    if (at.kind === 'record')
      return { pageType: 'entityrecord', entityName: at.table, entityId: at.id, formId: at.formId };
    return at.kind === 'list'
      ? { pageType: 'entitylist', entityName: at.table, viewId: at.viewId }
      : { pageType: at.kind };
  };
  const xrm = {
    Navigation: navigation,
    WebApi: xrmWebApi(services.api, services.models),
    Utility: createUtility(services, globalContext, pageContext),
    App: {
      addGlobalNotification: (options: NotificationOptions) => {
        const level = LEVELS[options.level as keyof typeof LEVELS] ?? 'info';
        const { actionLabel = '', eventHandler } = options.action ?? {};
        const action = eventHandler ? { label: actionLabel, run: eventHandler } : undefined;
        // As documented, there is no cross unless it is asked for.
        return Promise.resolve(services.notices.add(level, options.message, options.showCloseButton === true, action));
      },
      clearGlobalNotification: (id: string) => Promise.resolve(services.notices.remove(id)),
      sidePanes: unsupportedAsync('Xrm.App.sidePanes', ['createPane'] as const),
    },
    Device: unsupportedAsync('Xrm.Device', [
      'captureAudio',
      'captureImage',
      'captureVideo',
      'getBarcodeValue',
      'getCurrentPosition',
      'pickFile',
    ] as const),
    Encoding: {
      xmlAttributeEncode: (text: string) => encodeXml(text).replace(/"/g, '&quot;'),
      xmlEncode: encodeXml,
      htmlEncode: encodeXml,
    },
    Panel: unsupported('Xrm.Panel', ['loadPanel'] as const),
    /** Deprecated; libraries ask whether it is there before they use it, so outside of a form it is just absent. */
    get Page(): object | undefined {
      return page;
    },
  };
  Reflect.set(window, 'Xrm', xrm);
  // Web resources of older style ask for the context by this name.
  Reflect.set(window, 'GetGlobalContext', () => globalContext);
  return { navigation, globalContext, page: () => page, setPage: (formContext) => void (page = formContext) };
}

function encodeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
