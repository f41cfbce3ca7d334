/** Entry states as stored. */
export const states = { pending: 0, logged: 1, skipped: 2, parked: 3 } as const;
export const stateNames = ['pending', 'logged', 'skipped', 'parked'] as const;

/** The number of a row. */
export type Seq = number | bigint;
/** In place of a delivery's number: the entry of a timer. */
export const ofTimer = 0;

/** What the port calls an entry's id, out of `entry` and the `delivery` it is joined with. */
export const entryIdText = "iif(entry.delivery = 0, entry.name, delivery.id || '#' || entry.name)";

/** Raised with every change of the tables below; `open` brings older files up to it. */
export const schemaVersion = 3;

const deliveries = `
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, name TEXT NOT NULL, raw BLOB NOT NULL,
    received_at INTEGER NOT NULL`;
const entries = `
    seq INTEGER PRIMARY KEY AUTOINCREMENT, delivery INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, work TEXT NOT NULL,
    state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, settled_at INTEGER`;
const indexes = `
  CREATE INDEX delivery_received ON delivery (received_at);
  CREATE UNIQUE INDEX entry_name ON entry (delivery, name);
  CREATE INDEX entry_pending ON entry (key, seq) WHERE state = 0;
  CREATE INDEX entry_parked ON entry (seq) WHERE state = 3;`;

/**
 * Ids of deliveries are hashes: each one that is looked up or stored touches a page of its own. So they stand in one index alone, and
 * entries refer to `delivery.seq` (0: the entry of a timer), which grows, and are written to pages that are at hand.
 *
 * `lane` has one row a key with pending entries, so that finding the next key does not depend on how many entries wait.
 * `turn` orders lanes fairly: a lane that was served goes behind all others. `due` is 0 when it may run now.
 */
export const schema = `
  CREATE TABLE delivery (${deliveries}
  ) STRICT;
  CREATE TABLE entry (${entries}
  ) STRICT;
  ${indexes}

  CREATE TABLE lane (key TEXT PRIMARY KEY, turn INTEGER NOT NULL, due INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX lane_ready ON lane (turn) WHERE due = 0;
  CREATE INDEX lane_delayed ON lane (due) WHERE due > 0;

  CREATE TABLE timer (id TEXT PRIMARY KEY, at INTEGER NOT NULL, key TEXT NOT NULL, work TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX timer_at ON timer (at);

  CREATE TABLE awaited (token TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (token, seq)) STRICT, WITHOUT ROWID;

  CREATE TABLE item (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, state TEXT NOT NULL, issues TEXT NOT NULL DEFAULT '[]',
    touched_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE written (
    activity_id TEXT PRIMARY KEY, item TEXT NOT NULL, tbl TEXT NOT NULL, hash TEXT NOT NULL, parties TEXT NOT NULL,
    version TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0, adopted INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX written_item ON written (item);
  CREATE INDEX written_table ON written (tbl, gone);
`;

/** What brings a file of a version to the next one; the first is of version 1. */
export const upgrades: readonly string[] = [
  `ALTER TABLE item ADD COLUMN issues TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE item ADD COLUMN touched_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE written ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0`,
  `CREATE TABLE newer_delivery (${deliveries}
   ) STRICT;
   INSERT INTO newer_delivery (id, source, name, raw, received_at)
     SELECT id, source, name, raw, received_at FROM delivery ORDER BY rowid;
   CREATE TABLE newer_entry (${entries}
   ) STRICT;
   INSERT INTO newer_entry (seq, delivery, name, key, work, state, attempts, reason, settled_at)
     SELECT entry.seq, coalesce(of.seq, 0), iif(of.seq IS NULL, entry.id, substr(entry.id, length(of.id) + 2)), entry.key, entry.work,
       entry.state, entry.attempts, entry.reason, entry.settled_at
     FROM entry LEFT JOIN newer_delivery AS of ON of.id = entry.delivery ORDER BY entry.seq;
   DROP TABLE entry;
   DROP TABLE delivery;
   ALTER TABLE newer_delivery RENAME TO delivery;
   ALTER TABLE newer_entry RENAME TO entry;
   ${indexes}`,
];
