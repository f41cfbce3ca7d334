import { cutText, type EventFields, fieldsOf, type ItemState, type Ref } from '@activity-logging/activity-model';
import { compact } from '../compact.ts';
import type { Operation } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { fetchAny, fetchAttributes, fetchIn } from '../dataverse/fetch-xml.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { chunksFor } from '../dataverse/query.ts';
import { type Row, readBatch } from '../dataverse/read-all.ts';
import { globalObjectIds } from './calendar-id.ts';

/** A row that was logged for the same calendar event, as `isEcho` compares it (SPEC L-19). */
export interface LoggedMeeting {
  readonly ref: Ref;
  /** `al_sourcesystem` and `al_sourceid`. */
  readonly source: string;
  readonly externalId: string;
  readonly start?: string;
  readonly recurrenceId?: string;
}

/** What stands in Dataverse for an item already. */
export interface Tracked {
  /** Row that synchronisation made of this very e-mail or calendar event: it is stamped, not made again (SPEC L-27, L-29). */
  readonly row?: Ref;
  /** Rows of ours for the same calendar event, the item's own included. */
  readonly meetings: readonly LoggedMeeting[];
}

const columns = ['al_sourcesystem', 'al_sourceid', 'createdon'];
const meetingColumns = [...columns, 'al_conversationid', 'scheduledstart'];
/** Characters of values a query carries; a URL inside a batch may have 64 KB. */
const room = 30_000;

/**
 * Looks whether the items stand in Dataverse already: e-mails by message id, meetings by their calendar's id. One batch for all
 * items; none when no item has either.
 *
 * @param ownId id the item's own row has: such a row is not tracked by somebody else, also when the queue has forgotten it.
 * @returns one entry an item. @throws PassingFailure, DataverseError
 */
export async function findTracked(
  items: readonly ItemState[],
  ownId: (item: ItemState) => string,
  client: DataverseClient,
  metadata: Metadata,
): Promise<Tracked[]> {
  const keys = items.map(keysOf);
  const rows = await readRows(keys, client, metadata);
  return items.map((item, index) => trackedOf(item, keys[index] ?? noKeys, rows, ownId(item)));
}

interface Keys {
  readonly messageId?: string;
  /** Values of `al_conversationid`, see meetingKeys. */
  readonly conversations: readonly string[];
  readonly globalIds: readonly string[];
}
const noKeys: Keys = { conversations: [], globalIds: [] };

function keysOf(item: ItemState): Keys {
  const fields = fieldsOf(item);
  if ((item.type === 'email' || item.type === 'reply') && fields.messageId)
    return { ...noKeys, messageId: bareId(fields.messageId) };
  if (item.type !== 'meeting' || !fields.iCalUid) return noKeys;
  const day = (fields.recurrenceId ?? fields.start)?.slice(0, 10);
  const globalIds = globalObjectIds(fields.iCalUid, day?.match(/^\d{4}-\d\d-\d\d$/)?.[0]);
  return { conversations: meetingKeys(fields), globalIds: globalIds.filter((id) => id.length <= 300) };
}

/** A message id with or without its angle brackets. */
function bareId(messageId: string): string {
  return messageId.trim().replace(/^<|>$/g, '').toLowerCase();
}

/**
 * Values of `al_conversationid` that a meeting of the same calendar event has: `echoKey` of the model, cut to the column, for
 * this instance, for the event without an instance, and for an instance named by its start or its day.
 */
function meetingKeys({ iCalUid, recurrenceId, start }: EventFields): string[] {
  const uid = iCalUid?.trim().toLowerCase() ?? '';
  const moments = [recurrenceId, start].flatMap((text) => {
    const time = text && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
    const iso = Number.isNaN(time) ? undefined : new Date(time).toISOString();
    return iso ? [iso, iso.slice(0, 10)] : [];
  });
  const instances = new Set(['', recurrenceId?.trim() ?? '', ...moments]);
  return [...instances].map((instance) => cutText(JSON.stringify([uid, instance]), 200));
}

interface Rows {
  readonly email: readonly Row[];
  readonly task: readonly Row[];
  readonly appointment: readonly Row[];
}

async function readRows(keys: readonly Keys[], client: DataverseClient, metadata: Metadata): Promise<Rows> {
  const messageIds = keys.flatMap(({ messageId }) => (messageId ? [messageId, `<${messageId}>`] : []));
  const conversations = keys.flatMap((key) => key.conversations);
  const globalIds = keys.flatMap((key) => key.globalIds);
  const asked = [
    { table: 'email', select: [...columns, 'messageid'], by: { messageid: messageIds } },
    { table: 'task', select: meetingColumns, by: { al_conversationid: conversations } },
    {
      table: 'appointment',
      select: [...meetingColumns, 'globalobjectid'],
      by: { al_conversationid: conversations, globalobjectid: globalIds },
    },
  ] as const;
  const queries: { readonly table: keyof Rows; readonly operation: Operation }[] = [];
  for (const { table, select, by } of asked) {
    const info = Object.values(by).some((values) => values.length > 0) ? await metadata.table(table) : undefined;
    if (!info) continue;
    const attributes = fetchAttributes([info.primaryId, ...select]);
    for (const [column, values] of Object.entries(by)) {
      for (const chunk of chunksFor([...new Set(values)], 1, room))
        queries.push({ table, operation: fetchAny(info, attributes, [fetchIn(column, chunk)]) });
    }
  }
  const answers = await readBatch(
    client,
    queries.map(({ operation }) => operation),
  );
  const of = (table: keyof Rows): Row[] => {
    const found = answers.filter((_, index) => queries[index]?.table === table).flat();
    return [...new Map(found.map((row) => [idOf(row), row])).values()].sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1));
  };
  return { email: of('email'), task: of('task'), appointment: of('appointment') };
}

function trackedOf(item: ItemState, keys: Keys, rows: Rows, ownId: string): Tracked {
  const { messageId, conversations, globalIds } = keys;
  const is = (row: Row, column: string, values: readonly string[]): boolean =>
    values.some((value) => value.toLowerCase() === textOf(row, column)?.toLowerCase());
  const emails = rows.email.filter(
    (row) => messageId !== undefined && bareId(textOf(row, 'messageid') ?? '') === messageId,
  );
  const event = (row: Row): boolean =>
    is(row, 'al_conversationid', conversations) || is(row, 'globalobjectid', globalIds);
  const appointments = rows.appointment.filter(event);
  const free = (row: Row): boolean => idOf(row) !== ownId && isAdoptable(row, item);
  const tracked = emails.find(free) ?? appointmentOf(item, appointments.filter(free));
  const table = messageId === undefined ? 'appointment' : 'email';
  return {
    ...(tracked ? { row: { table, id: idOf(tracked) } } : {}),
    meetings: [
      ...rows.task.filter(event).flatMap((row) => loggedMeeting(row, 'task')),
      ...appointments.flatMap((row) => loggedMeeting(row, 'appointment')),
    ],
  };
}

/** Instances of a series may share their id: where there is a choice, or might be, the start tells which is meant. */
function appointmentOf(item: ItemState, rows: readonly Row[]): Row | undefined {
  const { start, recurrenceId } = fieldsOf(item);
  const time = Date.parse(start ?? '');
  const sameStart = rows.find((row) => Date.parse(textOf(row, 'scheduledstart') ?? '') === time);
  return sameStart ?? (rows.length === 1 && !recurrenceId ? rows[0] : undefined);
}

/** Nobody's, or one this item stamped before. */
function isAdoptable(row: Row, { source, externalId }: ItemState): boolean {
  const by = textOf(row, 'al_sourcesystem');
  return by === undefined || (by === source && textOf(row, 'al_sourceid') === cutText(externalId, 200));
}

function loggedMeeting(row: Row, table: string): LoggedMeeting[] {
  const source = textOf(row, 'al_sourcesystem');
  const externalId = textOf(row, 'al_sourceid');
  if (source === undefined || externalId === undefined) return [];
  const start = textOf(row, 'scheduledstart');
  return [
    {
      ref: { table, id: idOf(row) },
      source,
      externalId,
      ...compact({
        start: start === undefined ? undefined : new Date(start).toISOString(),
        recurrenceId: instanceOf(textOf(row, 'al_conversationid')),
      }),
    },
  ];
}

/** Instance in an echo key; a key that was cut does not tell. */
function instanceOf(conversation: string | undefined): string | undefined {
  const instance = /^\[".*","(.+)"\]$/.exec(conversation ?? '')?.[1];
  return instance;
}

function idOf(row: Row): string {
  return String(row['activityid']).toLowerCase();
}

function ageOf(row: Row): string {
  return `${String(row['createdon'] ?? '')}|${idOf(row)}`;
}

function textOf(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
