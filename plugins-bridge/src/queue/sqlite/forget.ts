import type { Forgotten } from '../types.ts';
import type { Mentions } from '../mentions.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { states } from './schema.ts';

/** Rows looked at before others have their turn. */
const pageRows = 500;

type Found = { -readonly [Name in keyof Forgotten]: Forgotten[Name] extends number ? number : Set<string> };

/**
 * Removes what is kept of a person, page by page: payloads and answers go on in between. Emptied work and bytes are `''`; they
 * stay, so that the same delivery is still known (SPEC L-30).
 *
 * Entries first: a claim that has read one is refused from then on, and what it wrote before is found with the items.
 */
export async function forgetPerson(
  db: Database,
  commit: GroupCommit,
  mentions: Mentions,
  now: () => number,
): Promise<Forgotten> {
  const found: Found = { deliveries: 0, entries: 0, items: 0, rows: new Set(), issues: new Set() };
  const items = new Set<string>();
  const aboutItem = (work: string): boolean => {
    if (items.size === 0) return false;
    const { what, item } = JSON.parse(work) as { what?: string; item?: string };
    return what === 'recheck' && items.has(item ?? '');
  };
  const run = (page: (after: number) => number | undefined): Promise<void> => everyPage(commit, page);

  await run((after) => {
    const rows = db.sql('SELECT seq, raw FROM delivery WHERE seq > ? ORDER BY seq LIMIT ?').all(after, pageRows);
    for (const { seq: number, raw } of rows) {
      if (!(raw instanceof Uint8Array) || !mentions.inDocument(Buffer.from(raw).toString('utf8'))) continue;
      found.deliveries += 1;
      db.sql("UPDATE delivery SET raw = x'' WHERE seq = ?").run(Number(number));
      // Nothing is left to read it again from.
      const unread =
        "SELECT seq FROM entry WHERE delivery = ? AND work <> '' AND json_extract(work, '$.what') = 'unread'";
      for (const { seq } of db.sql(unread).all(Number(number))) emptyEntry(Number(seq));
    }
    return last(rows);
  });

  await run((after) => {
    const rows = db
      .sql("SELECT seq, key, work FROM entry WHERE seq > ? AND work <> '' ORDER BY seq LIMIT ?")
      .all(after, pageRows);
    for (const row of rows) {
      const work = String(row['work']);
      if (mentions.inText(String(row['key'])) || mentions.inDocument(work)) emptyEntry(Number(row['seq']));
    }
    return last(rows);
  });

  await run((after) => {
    const rows = db
      .sql('SELECT rowid AS seq, id, state, issues FROM item WHERE rowid > ? ORDER BY rowid LIMIT ?')
      .all(after, pageRows);
    for (const row of rows) {
      const id = String(row['id']);
      if (!mentions.inText(id) && !mentions.inDocument(String(row['state']))) continue;
      items.add(id);
      found.items += 1;
      for (const issue of JSON.parse(String(row['issues'])) as string[]) found.issues.add(issue);
      for (const { tbl, activity_id: activity } of db
        .sql('SELECT tbl, activity_id FROM written WHERE item = ?')
        .all(id)) {
        found.rows.add(JSON.stringify({ table: tbl, activityId: activity }));
      }
      db.sql(
        `UPDATE item SET revision = revision + 1, state = json_object('source', json_extract(state, '$.source'),
           'type', json_extract(state, '$.type'), 'externalId', json_extract(state, '$.externalId'),
           'version', json_extract(state, '$.version'), 'fields', json_object()) WHERE id = ?`,
      ).run(id);
    }
    return last(rows);
  });

  await run((after) => {
    const waiting = `SELECT seq, work FROM entry WHERE seq > ? AND state IN (${states.pending}, ${states.parked}) ORDER BY seq LIMIT ?`;
    const rows = db.sql(waiting).all(after, pageRows);
    for (const { seq, work } of rows) if (aboutItem(String(work))) emptyEntry(Number(seq));
    return last(rows);
  });

  function emptyEntry(seq: number): void {
    found.entries += 1;
    db.sql(
      `UPDATE entry SET key = '', work = '', settled_at = coalesce(settled_at, ?),
         reason = CASE WHEN state IN (${states.pending}, ${states.parked}) THEN ? ELSE reason END,
         state = CASE WHEN state IN (${states.pending}, ${states.parked}) THEN ${states.skipped} ELSE state END
       WHERE seq = ?`,
    ).run(now(), JSON.stringify({ code: 'forgotten' }), seq);
    db.sql('DELETE FROM awaited WHERE seq = ?').run(seq);
  }

  await commit.run(() => {
    for (const { id, key, work } of db.sql('SELECT id, key, work FROM timer').all()) {
      const [name, document] = [`${String(id)} ${String(key)}`, String(work)];
      if (mentions.inText(name) || mentions.inDocument(document) || aboutItem(document)) {
        db.sql('DELETE FROM timer WHERE id = ?').run(String(id));
      }
    }
    for (const { token } of db.sql('SELECT DISTINCT token FROM awaited').all()) {
      if (mentions.inText(String(token))) db.sql('DELETE FROM awaited WHERE token = ?').run(String(token));
    }
    // Lanes whose last entry went.
    db.sql(
      'DELETE FROM lane WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.key = lane.key AND entry.state = 0)',
    ).run();
  });
  return {
    ...found,
    rows: [...found.rows].map((row) => JSON.parse(row) as Forgotten['rows'][number]),
    issues: [...found.issues],
  };
}

function last(rows: readonly Record<string, unknown>[]): number | undefined {
  const row = rows.at(-1);
  return row && Number(row['seq']);
}

/** Calls `page` with the last row of the page before until there is none, a transaction each. */
async function everyPage(commit: GroupCommit, page: (after: number) => number | undefined): Promise<void> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    after = await commit.run(() => page(from));
  }
}
