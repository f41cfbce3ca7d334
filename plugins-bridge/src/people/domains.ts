import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { type Row, readPages } from '../dataverse/read-all.ts';

/** Column of the account an admin enters its e-mail domains in, with commas between. */
const column = 'al_emaildomains';
const pageSize = 5000;

/** accountid by lower-case domain. */
export type AccountsByDomain = ReadonlyMap<string, string>;

/** Active accounts that have domains, read once and believed for a while. */
export interface AccountDomains {
  /** @throws PassingFailure, DataverseError */
  read(): Promise<AccountsByDomain>;
  forget(): void;
}

export function accountDomains(
  client: DataverseClient,
  metadata: Metadata,
  ttlMs: number,
  now: () => number = Date.now,
): AccountDomains {
  let known: { readonly until: number; readonly domains: Promise<AccountsByDomain> } | undefined;
  async function load(): Promise<AccountsByDomain> {
    const info = await metadata.table('account');
    if (!info?.columns.has(column)) return new Map();
    const select = `$select=${info.primaryId},${column},createdon`;
    const filter = encodeURIComponent(`${column} ne null and statecode eq 0`);
    return domainsOf(await readPages(client, `${info.set}?${select}&$filter=${filter}`, pageSize), info.primaryId);
  }
  return {
    read() {
      if (!known || known.until <= now()) {
        const entry = { until: now() + ttlMs, domains: load() };
        known = entry;
        // What could not be read is asked for again.
        entry.domains.catch(() => (known = known === entry ? undefined : known));
      }
      return known.domains;
    },
    forget: () => (known = undefined),
  };
}

/** Of several accounts with the same domain the oldest one counts. */
function domainsOf(rows: readonly Row[], idColumn: string): AccountsByDomain {
  const found = new Map<string, string>();
  const age = (row: Row): string => `${String(row['createdon'] ?? '')}|${String(row[idColumn])}`;
  for (const row of rows.toSorted((a, b) => (age(a) < age(b) ? -1 : 1))) {
    for (const part of String(row[column] ?? '').split(/[\s,;]+/)) {
      const domain = part.toLowerCase().replace(/^[@.]+/, '');
      if (domain !== '' && !found.has(domain)) found.set(domain, String(row[idColumn]).toLowerCase());
    }
  }
  return found;
}

/** The account with the longest domain the address lies in: `a@mail.x.example` lies in `x.example`, `a@ax.example` does not. */
export function accountOfAddress(address: string, domains: AccountsByDomain): string | undefined {
  const labels = domainOf(address).split('.');
  for (let start = 0; start < labels.length; start += 1) {
    const account = domains.get(labels.slice(start).join('.'));
    if (account !== undefined) return account;
  }
  return undefined;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
