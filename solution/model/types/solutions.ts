/** Roles, files, apps, and the solution that holds everything. */
import type { Dashboard } from './charts.ts';
import type { GlobalChoice, Label } from './columns.ts';
import type { CustomTable, TableExtension } from './tables.ts';

export type PrivilegeLevel = 'Basic' | 'Local' | 'Deep' | 'Global';
export interface Privilege {
  readonly name: string;
  readonly level: PrivilegeLevel;
  /** Why the role holds it: printed in the docs, kept out of the XML. */
  readonly why: string;
}
export interface Role {
  readonly name: string;
  /** Member name in generated TypeScript. */
  readonly constant: string;
  readonly privileges: readonly Privilege[];
}

export interface WebResourceInfo {
  /** `al_/js/<area>.js`, `al_/icons/<name>.svg` */
  readonly name: string;
  /** Member name in generated TypeScript. */
  readonly constant: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'js' | 'svg' | 'html' | 'css' | 'resx';
}
/** Its content, relative to the repository, is copied when packing: an output of the build or a file of the sources. */
export type WebResource = WebResourceInfo &
  (
    | { readonly buildOutput: string; readonly source?: undefined }
    | { readonly source: string; readonly buildOutput?: undefined }
  );

export interface Control {
  /** `ActivityTimeline`: folder of pcf-controls and constructor. */
  readonly name: string;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  readonly type: 'String' | 'Number' | 'Boolean' | 'JSON';
}

/** Entry of the site map: the list of a table, a dashboard, or an address. */
export type SubArea = { readonly id: string; readonly icon?: string } & (
  | { readonly table: string; readonly label?: Label; readonly dashboard?: undefined; readonly url?: undefined }
  /** Name of a dashboard of ours. */
  | { readonly dashboard: string; readonly label: Label; readonly table?: undefined; readonly url?: undefined }
  /** `$webresource:al_/…`, `/main.aspx?pagetype=…` or `https://…` */
  | { readonly url: string; readonly label: Label; readonly table?: undefined; readonly dashboard?: undefined }
);
export interface SiteMapGroup {
  readonly id: string;
  readonly label: Label;
  readonly subAreas: readonly SubArea[];
}

/** A view or chart of ours by its table. */
export interface TablePart {
  readonly table: string;
  readonly name: string;
}
export interface App {
  readonly name: string;
  readonly label: Label;
  readonly description: Label;
  /** Name of an svg web resource; absent: the platform's standard icon. */
  readonly icon?: string;
  readonly area: { readonly id: string; readonly label: Label; readonly groups: readonly SiteMapGroup[] };
  readonly roles: readonly Role[];
  /** Views the app offers of their tables; of a table without any here it offers all. */
  readonly views?: readonly TablePart[];
  /** As `views`, for charts. */
  readonly charts?: readonly TablePart[];
}

export interface Solution {
  readonly name: string;
  /** Folder below `solution/`. */
  readonly folder: string;
  readonly label: Label;
  readonly description: Label;
  readonly tables: readonly CustomTable[];
  readonly extensions: readonly TableExtension[];
  readonly choices: readonly GlobalChoice[];
  readonly roles: readonly Role[];
  readonly webResources: readonly WebResource[];
  readonly controls: readonly Control[];
  readonly environmentVariables: readonly EnvironmentVariable[];
  readonly dashboards?: readonly Dashboard[];
  readonly apps: readonly App[];
  /** Our other solutions that must be imported first. */
  readonly dependsOn: readonly Solution[];
}
