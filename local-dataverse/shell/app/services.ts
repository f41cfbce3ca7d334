/** What every part of the page works with; made once in main.tsx. */
import * as React from 'react';
import type { AppModel, SessionModel } from '../../src/shell/model.ts';
import type { Models } from '../api/models.ts';
import type { WebApi } from '../api/webApi.ts';
import type { Formatter } from '../format/formatter.ts';
import type { ThemeName, Tokens } from '../look/tokens.ts';
import type { Texts } from '../texts.ts';
import type { Overlays } from '../form/overlays.ts';
import type { Dialogs, Notices } from './dialogs.ts';
import type { Router } from './router.ts';
import type { Store } from './store.ts';

export interface Services {
  readonly session: SessionModel;
  readonly models: Models;
  readonly api: WebApi;
  readonly formatter: Formatter;
  /** The shell's own texts in the user's language. */
  readonly texts: Texts;
  readonly router: Router;
  readonly dialogs: Dialogs;
  readonly notices: Notices;
  /** Quick create forms, look-up panels and dialogs with pages. */
  readonly overlays: Overlays;
  /** The open app; undefined on the start page and for pages opened without an app. */
  readonly app: Store<AppModel | undefined>;
  readonly theme: { readonly name: ThemeName; readonly isDark: boolean; readonly tokens: Tokens };
}

const Context = React.createContext<Services | undefined>(undefined);
export const ServicesProvider = Context.Provider;

export function useServices(): Services {
  const services = React.useContext(Context);
  if (!services) throw new Error('useServices is called outside of the shell.');
  return services;
}
