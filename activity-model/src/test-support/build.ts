import { decide, type Decision } from '../decide.ts';
import type { EventFields } from '../event.ts';
import type { ItemType, Target } from '../kinds.ts';
import { mergeEvent } from '../merge.ts';
import type { People, Ref } from '../people.ts';
import type { ActivityRow, HtmlTools, Limits, Problem } from '../row.ts';
import { buildRows } from '../rows.ts';
import { defaultSettings, type LoggingSettings } from '../settings.ts';

/** Everything goes to its own table. */
export const native: LoggingSettings = {
  ...defaultSettings,
  emailTarget: 'email',
  callTarget: 'phonecall',
  meetingTarget: 'appointment',
};
export const limits: Limits = {
  task: { subject: 200, description: 2000 },
  email: { subject: 800, description: 1_000_000 },
  phonecall: { subject: 200, description: 2000 },
  appointment: { subject: 200, description: 1_048_576 },
};
export const user = { table: 'systemuser', id: 'u1' };
export const contact = { table: 'contact', id: 'c1' } as const;
export const people: People = {
  persons: [{ ref: contact, key: 'ann@x.example', accountId: 'a1', name: 'Ann Example' }],
  ownerId: 'u1',
  userName: 'Robin',
  byAddress: { 'ann@x.example': contact, 'robin@us.example': user },
};
/** Enough of a cleaner to see that texts go through it. */
export const html: HtmlTools = {
  toText: (text) => text.replace(/<[^>]+>/g, ''),
  sanitize: (text) => text.replace(/<script.*<\/script>/g, ''),
};

export interface BuildOptions {
  readonly settings?: LoggingSettings;
  readonly people?: People;
  readonly tracked?: Ref;
  readonly now?: string;
  readonly written?: Target;
  readonly due?: boolean;
  readonly externalId?: string;
}

/** Rows and problems of one payload, decided by the rules. @throws when the rules leave it out */
export function build(
  type: ItemType,
  fields: EventFields,
  options: BuildOptions = {},
): { readonly rows: readonly ActivityRow[]; readonly problems: readonly Problem[] } {
  const { settings = native, written, due } = options;
  const decision = decide(
    { type, fields, ...(written ? { written } : {}), ...(due === undefined ? {} : { due }) },
    settings,
  );
  if (decision.do !== 'log') throw new Error(`not logged: ${decision.reason}`);
  return buildAs(decision, type, fields, options);
}

function buildAs(
  decision: Extract<Decision, { do: 'log' }>,
  type: ItemType,
  fields: EventFields,
  options: BuildOptions,
): ReturnType<typeof buildRows> {
  const { settings = native, people: who = people, now = '2026-11-22T12:00:00Z', externalId = '7', tracked } = options;
  const item = mergeEvent(undefined, { source: 'salesloft', type, externalId, version: 'v1', key: 'k', fields });
  return buildRows({
    ...{ item, decision, people: who, settings, limits, html, now: new Date(now) },
    ...(tracked ? { tracked } : {}),
  });
}

/** The only row of an item. @throws when it has none, or more */
export function row(type: ItemType, fields: EventFields, options: BuildOptions = {}): ActivityRow {
  const { rows } = build(type, fields, options);
  const [first] = rows;
  if (!first || rows.length > 1) throw new Error(`${rows.length} rows`);
  return first;
}
