import type { Config } from '../config.ts';
import type { Connection } from '../dataverse/connect.ts';
import type { HttpClient } from '../outbound/http-client.ts';
import type { StoredConfiguration } from '../settings/configuration.ts';

/** What a check saw; `fix` says what to do, with the command, the setting or the place. */
export type Finding =
  | { readonly status: 'ok'; readonly found: string }
  | { readonly status: 'warning' | 'fault'; readonly found: string; readonly fix: string };

/** A line of the report. */
export type Result = { readonly name: string } & (Finding | { readonly status: 'not checked'; readonly found: string });

/** One question that is asked of the bridge's surroundings (SPEC B-9). */
export interface Check {
  readonly name: string;
  /** Checks that must have found no fault before; else this one is not asked. */
  readonly needs?: readonly string[];
  run(parts: Parts): Promise<Finding>;
}

/** Free bytes of a folder's file system, and all of them. */
export type ReadSpace = (folder: string) => Promise<{ readonly free: number; readonly size: number }>;

/** What checks look at. */
export interface Parts extends Pick<Connection, 'client' | 'metadata'> {
  readonly config: Config;
  /** The organisation without a sign-in. */
  readonly organisation: HttpClient;
  readonly now: () => number;
  readonly readSpace: ReadSpace;
  /** The sign-in; asked for once. */
  whoAmI(): Promise<{ readonly userId: string; readonly organisationId: string }>;
  /** Settings and mappings; read once. */
  configuration(): Promise<Omit<StoredConfiguration, 'etag'> & { readonly etag?: string }>;
  /** Versions of our solutions by unique name; read once. */
  solutions(): Promise<ReadonlyMap<string, string>>;
}

export const ok = (found: string): Finding => ({ status: 'ok', found });
export const warning = (found: string, fix: string): Finding => ({ status: 'warning', found, fix });
export const fault = (found: string, fix: string): Finding => ({ status: 'fault', found, fix });

/** `3 steps`, `1 step`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The first few by name, and how many more there are. */
export function named(names: readonly string[], most = 5): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

/** Where an administrator gives the application user a role. */
export function assignRole(role: string): string {
  return `Power Platform admin center → Environments → Settings → Users + permissions → Application users → the bridge → Edit security roles: tick ${role}.`;
}
