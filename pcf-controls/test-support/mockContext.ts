import type { FakeWebApi } from './fakeWebApi';
import { fakeWebApi } from './fakeWebApi';

export interface MockOptions<Inputs> {
  readonly parameters: Inputs;
  readonly webAPI?: FakeWebApi;
  /** The form's row; absent while it was never saved. */
  readonly record?: { readonly entityTypeName: string; readonly entityId: string };
  readonly texts: ReadonlyMap<string, string>;
  readonly languageId?: 1033 | 1031;
  /** Minutes east of UTC. */
  readonly offsetMinutes?: number;
  readonly isControlDisabled?: boolean;
  readonly updatedProperties?: string[];
  readonly tokenTheme?: Readonly<Record<string, string>>;
  readonly utils?: FakeUtils;
}

export interface Opened {
  readonly forms: ComponentFramework.NavigationApi.EntityFormOptions[];
  readonly urls: string[];
}

export type MockContext<Inputs> = ComponentFramework.Context<Inputs> & {
  readonly webAPI: FakeWebApi;
  readonly opened: Opened;
};

/** A PCF context of a model-driven form, as far as the controls use it; using more fails with the member's name. */
export function mockContext<Inputs>(options: MockOptions<Inputs>): MockContext<Inputs> {
  const opened: Opened = { forms: [], urls: [] };
  const members = {
    opened,
    parameters: options.parameters,
    updatedProperties: options.updatedProperties ?? [],
    webAPI: options.webAPI ?? fakeWebApi({}),
    mode: {
      allocatedHeight: -1,
      allocatedWidth: -1,
      isControlDisabled: options.isControlDisabled ?? false,
      isVisible: true,
      trackContainerResize: () => undefined,
      contextInfo: options.record,
    },
    resources: { getString: (key: string) => options.texts.get(key) ?? key },
    userSettings: {
      languageId: options.languageId ?? 1033,
      dateFormattingInfo: options.languageId === 1031 ? germanDates : englishDates,
      getTimeZoneOffsetMinutes: () => options.offsetMinutes ?? 0,
    },
    navigation: {
      openForm: (form: ComponentFramework.NavigationApi.EntityFormOptions) => {
        opened.forms.push(form);
        return Promise.resolve({ savedEntityReference: [] });
      },
      openUrl: (url: string) => opened.urls.push(url),
    },
    fluentDesignLanguage: options.tokenTheme && { tokenTheme: options.tokenTheme, isDarkTheme: false },
    page: undefined,
    utils: options.utils ?? fakeUtils({}),
  };
  const strict = new Proxy(members, {
    get: (target, name) => {
      // A promise asks what it resolves to whether it is a promise itself.
      if (name in target || name === 'then') return Reflect.get(target, name);
      throw new Error(`The mock PCF context has no member ${String(name)}.`);
    },
  });
  return strict as unknown as MockContext<Inputs>;
}

export type FakeUtils = Pick<ComponentFramework.Utility, 'getEntityMetadata' | 'hasEntityPrivilege'>;

/** @param sales the Sales solution is installed. @param readsLeads the user may read leads. */
export function fakeUtils({ sales = false, readsLeads = true }): FakeUtils {
  const columns = new Set(sales ? ['task.al_leadid'] : []);
  return {
    async getEntityMetadata(table, names = []) {
      const found = new Map(names.filter((name) => columns.has(`${table}.${name}`)).map((name) => [name, { name }]));
      return { LogicalName: table, Attributes: { get: (name: string) => found.get(name) ?? null } };
    },
    hasEntityPrivilege: (table, privilege) => readsLeads && table === 'lead' && Number(privilege) === 2,
  };
}

/** Date words of the platform for English (United States) and German (Germany), the members the controls read. */
export const englishDates = {
  amDesignator: 'AM',
  pmDesignator: 'PM',
  dayNames: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  abbreviatedDayNames: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  monthNames: 'January February March April May June July August September October November December'.split(' '),
  abbreviatedMonthNames: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  dateSeparator: '/',
  timeSeparator: ':',
  shortDatePattern: 'M/d/yyyy',
  longDatePattern: 'dddd, MMMM d, yyyy',
  shortTimePattern: 'h:mm tt',
  monthDayPattern: 'MMMM d',
  yearMonthPattern: 'MMMM yyyy',
};

export const germanDates = {
  amDesignator: '',
  pmDesignator: '',
  dayNames: ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
  abbreviatedDayNames: ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'],
  monthNames: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  abbreviatedMonthNames: 'Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez'.split(' '),
  dateSeparator: '.',
  timeSeparator: ':',
  shortDatePattern: 'dd.MM.yyyy',
  longDatePattern: 'dddd, d. MMMM yyyy',
  shortTimePattern: 'HH:mm',
  monthDayPattern: 'dd. MMMM',
  yearMonthPattern: 'MMMM yyyy',
};
