/** Our own tables; pg-boss has a schema of its own beside them. */
export const schema = 'activity_logging';
export const jobSchema = 'activity_logging_jobs';

/** Entry states as stored; the same numbers as in the SQLite file. */
export { stateNames, states } from '../sqlite/schema.ts';

/**
 * Steps from an empty database to the current tables, in order; a database knows how many it has had. Never change one that was
 * released: add another.
 *
 * Documents are `text`, not `jsonb`: a payload may hold `\u0000`, which `jsonb` refuses. Times are milliseconds since 1970, except
 * where bridges wait for each other: there the database's clock counts.
 */
export const steps: readonly string[] = [
  `CREATE TABLE delivery (
     id text PRIMARY KEY, source text NOT NULL, name text NOT NULL, raw bytea NOT NULL, received_at bigint NOT NULL
   );
   CREATE INDEX delivery_received ON delivery (received_at);

   CREATE TABLE entry (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, delivery text NOT NULL, key text NOT NULL,
     work text, state smallint NOT NULL, attempts integer NOT NULL DEFAULT 0, reason text, settled_at bigint
   );
   CREATE INDEX entry_pending ON entry (key, seq) WHERE state = 0;
   CREATE INDEX entry_first_pending ON entry (seq) WHERE state = 0;
   CREATE INDEX entry_parked ON entry (seq) WHERE state = 3;
   CREATE INDEX entry_delivery ON entry (delivery);

   CREATE TABLE delayed (key text PRIMARY KEY, at timestamptz NOT NULL);
   CREATE INDEX delayed_at ON delayed (at);

   CREATE TABLE timer (id text PRIMARY KEY, at bigint NOT NULL, key text NOT NULL, work text NOT NULL);
   CREATE INDEX timer_at ON timer (at);

   CREATE TABLE awaited (token text NOT NULL, seq bigint NOT NULL, PRIMARY KEY (token, seq));
   CREATE INDEX awaited_seq ON awaited (seq);

   CREATE TABLE item (
     id text PRIMARY KEY, revision integer NOT NULL, state text NOT NULL, issues text NOT NULL, touched_at bigint NOT NULL
   );
   CREATE TABLE written (
     activity_id text PRIMARY KEY, item text NOT NULL, tbl text NOT NULL, hash text NOT NULL, parties text NOT NULL,
     version text NOT NULL, gone boolean NOT NULL, adopted boolean NOT NULL
   );
   CREATE INDEX written_item ON written (item);

   CREATE TABLE pace (
     usr text NOT NULL, bridge uuid NOT NULL, seen_at timestamptz NOT NULL, paused_until timestamptz NOT NULL,
     PRIMARY KEY (usr, bridge)
   );`,
  `ALTER TABLE pace ADD COLUMN window_ms integer NOT NULL DEFAULT 0;`,
];
