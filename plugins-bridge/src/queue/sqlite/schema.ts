/** Entry states as stored. */
export const states = { pending: 0, logged: 1, skipped: 2, parked: 3 } as const;
export const stateNames = ['pending', 'logged', 'skipped', 'parked'] as const;

/** Raised with every change of the tables below; `open` brings older files up to it. */
export const schemaVersion = 2;

/**
 * `lane` has one row a key with pending entries, so that finding the next key does not depend on how many entries wait.
 * `turn` orders lanes fairly: a lane that was served goes behind all others. `due` is 0 when it may run now.
 */
export const schema = `
  CREATE TABLE delivery (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, raw BLOB NOT NULL, received_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX delivery_received ON delivery (received_at);

  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, delivery TEXT NOT NULL, key TEXT NOT NULL, work TEXT NOT NULL,
    state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, settled_at INTEGER
  ) STRICT;
  CREATE INDEX entry_pending ON entry (key, seq) WHERE state = 0;
  CREATE INDEX entry_state ON entry (state);
  CREATE INDEX entry_delivery ON entry (delivery);

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
];
