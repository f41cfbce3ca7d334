/** Entry for pages: the rows a payload would make, by the same functions as in the bridge, without its libraries (SPEC F-5). */
import type { Configuration } from './configuration.ts';
import { decide } from './decide.ts';
import { mappingDocument } from './document.ts';
import type { LoggedEvent, PersonRef, UserRef } from './event.ts';
import type { Target } from './kinds.ts';
import { applyMappings, type MappingInput, withMapped } from './mapping/apply.ts';
import type { ColumnDefinitions, MappedColumns } from './mapping/types.ts';
import { fieldsOf, mergeEvent } from './merge.ts';
import { originOf } from './origins.ts';
import type { People, Ref, ResolvedPerson } from './people.ts';
import { buildRows } from './rows.ts';
import type { ActivityRow, ColumnValue, HtmlTools, Limits, Party, Problem } from './row.ts';
import { screen } from './screen.ts';

export interface PreviewInput {
  readonly event: LoggedEvent;
  readonly configuration: Configuration;
  /** Columns of a target; without them its mappings are not applied. */
  readonly columns: (target: Target) => ColumnDefinitions | undefined;
  readonly limits: Limits;
  readonly html: HtmlTools;
  readonly now: Date;
  /** Who was found; absent: everybody the payload names is taken to be a known contact. */
  readonly people?: People;
}

/** One column of a row with where its value came from. */
export interface PreviewedField {
  readonly column: string;
  readonly value: ColumnValue | Ref;
  readonly from: string;
}
export interface PreviewedRow {
  readonly table: Target;
  readonly kind: string;
  readonly fields: readonly PreviewedField[];
  readonly parties: readonly Party[];
  readonly state: ActivityRow['final'];
  readonly attendees: ActivityRow['attendees'];
}
export type Preview =
  | { readonly logged: true; readonly rows: readonly PreviewedRow[]; readonly problems: readonly Problem[] }
  | { readonly logged: false; readonly reason: string };

/** The rows that would be written for an event on its own. Nothing is sent. Pure. */
export function preview(input: PreviewInput): Preview {
  const { event, configuration, limits, html, now } = input;
  const { settings, mappings } = configuration;
  const item = mergeEvent(undefined, event);
  const fields = fieldsOf(item);
  const left = screen(fields, fields.user?.email, settings);
  if (left !== undefined) return { logged: false, reason: left };
  const decision = decide({ type: event.type, fields }, settings);
  if (decision.do !== 'log') return { logged: false, reason: decision.reason };
  const people = input.people ?? pretended(event);
  const built = buildRows({ item, decision, people, settings, limits, html, now });
  const { kind, target: table } = decision;
  const columns = input.columns(table);
  const document = mappingDocument(item, settings.headerOnly);
  const mapping: MappingInput | undefined = columns && {
    mappings,
    kind,
    table,
    source: event.source,
    document,
    columns,
  };
  // Which row a value names is known to the platform alone; here it is shown as it would be looked for.
  const mapped =
    mapping &&
    applyMappings(mapping, ({ table: of, by, value }) => ({
      table: of,
      id: by === 'email' ? value : `${by}=${value}`,
    }));
  const rows = built.rows.map((row) => {
    const applies = mapped && !row.identity.part?.startsWith('action|');
    return shown(applies ? withMapped(row, mapped) : row, applies ? mapped : undefined);
  });
  return { logged: true, rows, problems: [...built.problems, ...(mapped?.problems ?? [])] };
}

function shown(row: ActivityRow, mapped: MappedColumns | undefined): PreviewedRow {
  const from = (column: string): string => {
    const origin = mapped?.origins[column];
    if (!origin) return originOf(row.kind, column) ?? 'the rules of this kind';
    const { mapping } = origin;
    return `mapping "${mapping.name}": ${origin.from === 'payload' ? (mapping.path ?? '') : origin.from}`;
  };
  const values: [string, ColumnValue | Ref][] = [...Object.entries(row.columns), ...Object.entries(row.lookups)];
  return {
    table: row.target,
    kind: row.kind,
    fields: values
      .filter(([column, value]) => value !== null || mapped?.origins[column] !== undefined)
      .map(([column, value]) => ({ column, value, from: from(column) })),
    parties: row.parties,
    state: row.final,
    attendees: row.attendees,
  };
}

/** Everybody the payload names, taken to be known: ids are the addresses. Users are the acting one and the host. */
function pretended({ fields }: LoggedEvent): People {
  const { user, host, attendees, to, from, cc, bcc, accountRef } = fields;
  const written = [attendees, to, from ? [from] : [], cc, bcc].flatMap((list) => list ?? []);
  const named = (fields.people ?? []).map(personOf);
  const addresses = [
    ...(fields.people ?? []).flatMap(({ emails }) => emails ?? []),
    ...written.map(({ email }) => email),
  ];
  const isUser = (email: string): boolean => email === user?.email || email === host?.email;
  // As the bridge does: who is invited counts where the payload names no person.
  const invited = (attendees ?? [])
    .filter(({ email }) => !isUser(email))
    .map(({ email, name }) => personOf({ emails: [email], ...(name ? { name } : {}) }));
  const userName = user?.name ?? user?.email;
  return {
    persons: named.length > 0 ? named : invited,
    ownerId: user?.email ?? user?.sourceId ?? 'default owner',
    byAddress: Object.fromEntries(
      addresses.map((email) => [email, { table: isUser(email) ? 'systemuser' : 'contact', id: email }]),
    ),
    ...(userName ? { userName } : {}),
    ...(host ? hostOf(host) : {}),
    ...(accountRef ? { account: { table: 'account', id: accountRef.crmId ?? accountRef.sourceId ?? 'account' } } : {}),
  };
}

function hostOf({ email, sourceId }: UserRef): Pick<People, 'hostId'> {
  const hostId = email ?? sourceId;
  return hostId === undefined ? {} : { hostId };
}

function personOf({ emails, sourceId, crmId, crmTable, name, phones }: PersonRef): ResolvedPerson {
  const key = emails?.[0] ?? sourceId ?? crmId ?? phones?.[0] ?? 'person';
  return { ref: { table: crmTable ?? 'contact', id: crmId ?? key }, key, ...(name ? { name } : {}) };
}
