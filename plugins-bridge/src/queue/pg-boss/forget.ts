import type { Mentions } from '../mentions.ts';
import type { Forgotten } from '../types.ts';
import type { Connection, Row } from './connection.ts';
import { schema, states } from './schema.ts';

const pageRows = 500;

const aboutItem = "CASE work::json ->> 'what' WHEN 'recheck' THEN work::json ->> 'item' END";

/** Deliveries all of whose entries were settled before `before`; a page at a time, so that others have their turn. */
export async function forgetDeliveries({ query }: Connection, before: number): Promise<number> {
  let count = 0;
  for (let page = pageRows; page === pageRows; count += page) {
    const [row] = await query(
      `WITH old AS (
         SELECT id FROM ${schema}.delivery WHERE received_at < $1 AND NOT EXISTS (
           SELECT 1 FROM ${schema}.entry WHERE entry.delivery = delivery.id
             AND (entry.state = ${states.pending} OR entry.settled_at >= $1))
         LIMIT ${pageRows} FOR UPDATE SKIP LOCKED),
       entries AS (DELETE FROM ${schema}.entry WHERE delivery IN (SELECT id FROM old) RETURNING seq),
       woken AS (DELETE FROM ${schema}.awaited WHERE seq IN (SELECT seq FROM entries)),
       gone AS (DELETE FROM ${schema}.delivery WHERE id IN (SELECT id FROM old) RETURNING id)
       SELECT count(*) AS count FROM gone`,
      [before],
    );
    page = Number(row?.['count'] ?? 0);
  }
  // What an item keeps of payloads for mappings goes with them (SPEC L-30).
  await everyPage(
    (after) =>
      query(
        `SELECT id AS place, id, state, revision FROM ${schema}.item
         WHERE id > $1 AND touched_at < $2 AND state LIKE '%"payloads":%' ORDER BY id LIMIT ${pageRows}`,
        [after, before],
      ),
    async ({ id, state, revision }) => {
      const { payloads, ...rest } = JSON.parse(String(state)) as Record<string, unknown>;
      if (payloads === undefined) return;
      const update = `UPDATE ${schema}.item SET state = $1 WHERE id = $2 AND revision = $3`;
      await query(update, [JSON.stringify(rest), id, revision]);
    },
  );
  return count;
}

/**
 * Removes what is kept of a person, page by page. Work and bytes that go leave their rows, so that the same delivery is still known
 * (SPEC L-30). Entries first: a claim that has read one is refused from then on, and what it wrote before is found with the items.
 */
export async function forgetPerson({ query }: Connection, mentions: Mentions, time: number): Promise<Forgotten> {
  const found = { deliveries: 0, entries: 0, items: 0 };
  const [rows, issues, items] = [new Map<string, Forgotten['rows'][number]>(), new Set<string>(), new Set<string>()];

  async function emptyEntries(where: string, value: unknown): Promise<void> {
    const emptied = await query(
      `WITH emptied AS (
         UPDATE ${schema}.entry SET key = '', work = NULL, settled_at = coalesce(settled_at, $2),
           reason = CASE WHEN state IN (${states.pending}, ${states.parked}) THEN '{"code":"forgotten"}' ELSE reason END,
           state = CASE WHEN state IN (${states.pending}, ${states.parked}) THEN ${states.skipped} ELSE state END
         WHERE work IS NOT NULL AND ${where} RETURNING seq),
       woken AS (DELETE FROM ${schema}.awaited WHERE seq IN (SELECT seq FROM emptied))
       SELECT seq FROM emptied`,
      [value, time],
    );
    found.entries += emptied.length;
  }

  await everyPage(
    (after) =>
      query(
        `SELECT seq AS place, key, work FROM ${schema}.entry WHERE seq > $1 AND work IS NOT NULL ORDER BY seq LIMIT ${pageRows}`,
        [after || 0],
      ),
    async ({ place, key, work }) => {
      if (mentions.inText(String(key)) || mentions.inDocument(String(work))) await emptyEntries('seq = $1', place);
    },
  );
  await everyPage(
    (after) =>
      query(`SELECT id AS place, raw FROM ${schema}.delivery WHERE id > $1 ORDER BY id LIMIT ${pageRows}`, [after]),
    async ({ place, raw }) => {
      if (!Buffer.isBuffer(raw) || !mentions.inDocument(raw.toString('utf8'))) return;
      found.deliveries += 1;
      await query(`UPDATE ${schema}.delivery SET raw = '' WHERE id = $1`, [place]);
      // Nothing is left to read it again from.
      await emptyEntries(`delivery = $1 AND work::json ->> 'what' = 'unread'`, place);
    },
  );
  await everyPage(
    (after) =>
      query(`SELECT id AS place, state FROM ${schema}.item WHERE id > $1 ORDER BY id LIMIT ${pageRows}`, [after]),
    async ({ place, state }) => {
      const id = String(place);
      if (!mentions.inText(id) && !mentions.inDocument(String(state))) return;
      const { source, type, externalId, version } = JSON.parse(String(state)) as Record<string, unknown>;
      const [item] = await query(
        `UPDATE ${schema}.item SET revision = revision + 1, state = $2 WHERE id = $1 RETURNING issues`,
        [id, JSON.stringify({ source, type, externalId, version, fields: {} })],
      );
      items.add(id);
      found.items += 1;
      for (const issue of JSON.parse(String(item?.['issues'] ?? '[]')) as string[]) issues.add(issue);
      for (const { tbl, activity_id: activityId } of await query(
        `SELECT tbl, activity_id FROM ${schema}.written WHERE item = $1`,
        [id],
      )) {
        rows.set(String(activityId), { table: String(tbl), activityId: String(activityId) });
      }
    },
  );
  // What would look at an item of which nothing is left.
  await emptyEntries(`${aboutItem} = ANY($1::text[])`, [...items]);
  await query(`DELETE FROM ${schema}.timer WHERE ${aboutItem} = ANY($1::text[])`, [[...items]]);
  await everyPage(
    (after) =>
      query(`SELECT id AS place, key, work FROM ${schema}.timer WHERE id > $1 ORDER BY id LIMIT ${pageRows}`, [after]),
    async ({ place, key, work }) => {
      const named = mentions.inText(`${String(place)} ${String(key)}`) || mentions.inDocument(String(work));
      if (named) await query(`DELETE FROM ${schema}.timer WHERE id = $1`, [place]);
    },
  );
  await everyPage(
    (after) =>
      query(`SELECT DISTINCT token AS place FROM ${schema}.awaited WHERE token > $1 ORDER BY token LIMIT ${pageRows}`, [
        after,
      ]),
    async ({ place }) => {
      if (mentions.inText(String(place))) await query(`DELETE FROM ${schema}.awaited WHERE token = $1`, [place]);
    },
  );
  return { ...found, rows: [...rows.values()], issues: [...issues] };
}

/** Calls `look` for each row of each page; a row's `place` is where the next page begins. */
async function everyPage(
  read: (after: string) => Promise<readonly Row[]>,
  look: (row: Row) => Promise<void>,
): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await read(after);
    for (const row of rows) await look(row);
    if (rows.length < pageRows) return;
    after = String(rows.at(-1)?.['place']);
  }
}
