/** JSON that the browser half draws. Types only: this file is read by the server and by the browser bundle. */
import type { ColumnType } from '../metadata/types.ts';

export type * from './formParts.ts';
export type * from './listModel.ts';

/** How the signed-in user wants texts, numbers and times. */
export interface UserSettingsModel {
  /** Language code of texts, e.g. 1033. */
  readonly languageId: number;
  /** BCP 47 tag of number and date formats, e.g. `en-US`. */
  readonly locale: string;
  /** IANA zone name; absent when the user has none set: the browser's zone counts then. */
  readonly timeZone?: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  /** What the user chose in place of the locale's own (.NET patterns). */
  readonly dateFormat: DateFormatModel;
}
export interface DateFormatModel {
  readonly shortDatePattern?: string;
  readonly longDatePattern?: string;
  readonly shortTimePattern?: string;
  readonly dateSeparator?: string;
  readonly timeSeparator?: string;
  readonly amDesignator?: string;
  readonly pmDesignator?: string;
}

export interface SessionModel {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly organization: { readonly id: string; readonly name: string; readonly languageId: number };
  readonly environment: string;
  /** Web API version the shell talks to, e.g. `9.2`. */
  readonly apiVersion: string;
  readonly settings: UserSettingsModel;
}

export interface AppSummary {
  readonly id: string;
  readonly uniqueName: string;
  readonly name: string;
  readonly description: string;
}

/** One entry of the left navigation. */
export interface NavItem {
  readonly id: string;
  readonly label: string;
  /** Table whose list opens; absent for a URL or web resource. */
  readonly table?: string;
  readonly url?: string;
  /** Name of a web resource that opens as a page. */
  readonly webResource?: string;
  /** Dashboard that opens: an id, or '' for the app's first one. */
  readonly dashboard?: string;
  /** Web resource name of an icon: the site map's, else the table's. */
  readonly icon?: string;
}
export interface NavGroup {
  readonly id: string;
  readonly label: string;
  readonly items: readonly NavItem[];
}
export interface NavArea {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly NavGroup[];
}
export interface AppModel extends AppSummary {
  readonly areas: readonly NavArea[];
}

export interface OptionModel {
  readonly value: number;
  readonly label: string;
  readonly color?: string;
  /** Status reasons: their state. */
  readonly state?: number;
}
/** A table that a lookup column can point to. */
export interface LookupTarget {
  readonly table: string;
  readonly setName: string;
  readonly label: string;
  readonly primaryId: string;
  readonly primaryName?: string;
  /** Property that takes `@odata.bind`. */
  readonly navigation: string;
}
export interface ColumnModel {
  readonly name: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly label: string;
  readonly description: string;
  readonly required: 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired';
  readonly creatable: boolean;
  readonly updatable: boolean;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly precision?: number;
  readonly format?: string;
  readonly dateBehavior?: 'UserLocal' | 'DateOnly' | 'TimeZoneIndependent';
  readonly options?: readonly OptionModel[];
  readonly defaultValue?: string | number | boolean;
  /** Lookups: tables they point to; party lists: tables of parties, with the navigation of the party row. */
  readonly targets?: readonly LookupTarget[];
}
export interface TableModel {
  readonly name: string;
  readonly schemaName: string;
  readonly setName: string;
  readonly objectTypeCode: number;
  readonly label: string;
  readonly collectionLabel: string;
  readonly primaryId: string;
  readonly primaryName?: string;
  readonly isActivity: boolean;
  readonly isCustom: boolean;
  readonly ownership: 'UserOwned' | 'OrganizationOwned' | 'None';
  /** Activities: collection navigation to the parties. */
  readonly partyNavigation?: string;
  readonly columns: Readonly<Record<string, ColumnModel>>;
}

/** One parameter of a placed code component: a column's name, or a value written into the form. */
export interface CustomParameter {
  readonly value: string;
  readonly isStatic: boolean;
  readonly type?: string;
}
export interface CustomControlModel {
  /** Full name in the solution, e.g. `al_ActivityLogging.ActivityTimeline`. */
  readonly name: string;
  /** 0 web, 1 tablet, 2 phone. */
  readonly formFactor: number;
  readonly parameters: Readonly<Record<string, CustomParameter>>;
  /** Names of the manifest's data sets that the form feeds, each with what it writes about them (ViewId, RelationshipName …). */
  readonly dataSets: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
export type ControlKind =
  'field' | 'subgrid' | 'webresource' | 'iframe' | 'quickview' | 'notes' | 'timer' | 'spacer' | 'unsupported';
export interface ControlModel {
  readonly id: string;
  readonly kind: ControlKind;
  readonly classId: string;
  readonly column?: string;
  readonly disabled: boolean;
  readonly parameters: Readonly<Record<string, string>>;
  /** Code component for the web, when the form places one here. */
  readonly custom?: CustomControlModel;
}
export interface CellModel {
  readonly id: string;
  readonly label: string;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  readonly control?: ControlModel;
}
export interface SectionModel {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly showLabel: boolean;
  readonly visible: boolean;
  /** 1 to 4. */
  readonly columns: number;
  readonly rows: readonly (readonly CellModel[])[];
}
export interface TabModel {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly visible: boolean;
  readonly expanded: boolean;
  readonly columns: readonly { readonly width: string; readonly sections: readonly SectionModel[] }[];
}
export interface HandlerModel {
  readonly event: string;
  /** Column (onchange), tab (tabstatechange) or control the event belongs to. */
  readonly target?: string;
  readonly functionName: string;
  readonly library: string;
  readonly enabled: boolean;
  readonly passExecutionContext: boolean;
  /** Comma separated JavaScript values, as written in the form. */
  readonly parameters: string;
}
export interface FormSummary {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  /** 2 main, 6 quick view, 7 quick create, 11 card. */
  readonly type: number;
  readonly order: number;
}
export interface FormModel extends FormSummary {
  readonly tabs: readonly TabModel[];
  readonly header: readonly CellModel[];
  readonly footer: readonly CellModel[];
  readonly libraries: readonly string[];
  readonly handlers: readonly HandlerModel[];
}

export interface ManifestProperty {
  readonly name: string;
  readonly types: readonly string[];
  readonly usage: 'bound' | 'input' | 'output';
  readonly required: boolean;
  readonly defaultValue?: string;
  readonly options?: readonly { readonly name: string; readonly value: string; readonly isDefault: boolean }[];
}
/** A `data-set` of the manifest with the names of its property sets. */
export interface ManifestDataSet {
  readonly name: string;
  readonly columns: readonly string[];
}
/** What the host needs of an imported code component. */
export interface ComponentModel {
  readonly name: string;
  /** `Namespace.Constructor` under which the bundle registers itself. */
  readonly registeredName: string;
  readonly version: string;
  readonly isVirtual: boolean;
  readonly displayName: string;
  readonly properties: readonly ManifestProperty[];
  readonly dataSets: readonly ManifestDataSet[];
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly platformLibraries: readonly { readonly name: string; readonly version: string }[];
  readonly features: readonly string[];
  /** Texts of the user's language over those of 1033. */
  readonly strings: Readonly<Record<string, string>>;
}
