/** The row engine of the local Dataverse: storage, rules and messages, without HTTP. */
import type { MetadataRegistry } from '../metadata/types.ts';
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';
import type { Behaviour } from './behaviour.ts';
import type { Core } from './core.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';
import { createModels } from './model/models.ts';
import { createSecurity } from './security/security.ts';
import { identifier, openDatabase } from './storage/database.ts';
import type { Database } from './storage/database.ts';
import { dropStorage } from './storage/drop.ts';
import { syncSchema } from './storage/schema.ts';
import { systemAccess } from './system.ts';
import type { Engine, MessageListener } from './types.ts';
import { announceAfter, askSteps } from './write/listeners.ts';

export interface EngineOptions {
  /** SQLite file, made when absent; `:memory:` for none. */
  readonly file: string;
  readonly metadata: MetadataRegistry;
  readonly behaviour?: Partial<Behaviour>;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since 1970; default the machine's clock. */
  readonly clock?: () => number;
}

/** What the Web API part of this server sees; the platform's parts use the smaller `Engine`. */
export interface RowEngine extends Engine {
  readonly core: Core;
}

/** Opens the store and makes it follow the metadata declared so far. */
export function createEngine(options: EngineOptions): RowEngine {
  const db = openDatabase(options.file);
  const models = createModels(options.metadata);
  const listeners: MessageListener[] = [];
  let version = 0;
  const core: Core = {
    db,
    registry: options.metadata,
    models,
    behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    listeners,
    security: createSecurity(() => core),
    clock: options.clock ?? Date.now,
    nextVersion: () => (version += 1),
  };
  syncSchema(db, options.metadata, models);
  version = highestVersion(db);
  return {
    core,
    metadata: options.metadata,
    security: core.security,
    syncSchema: () => syncSchema(db, options.metadata, models),
    drop: (what) => dropStorage(db, models, what),
    system: systemAccess(core),
    listen: (listener) => void listeners.push(listener),
    async announce(context) {
      await askSteps(core, [context]);
      announceAfter(core, [context]);
    },
    close() {
      db.run(
        'INSERT INTO "_engine" ("name", "value") VALUES (?, ?) ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"',
        [VERSION, version],
      );
      db.close();
    },
  };
}

const VERSION = 'row version';

/** Row versions rise over restarts too: from what close() kept, or from the rows after a kill. */
function highestVersion(db: Database): number {
  const kept = db.row('SELECT "value" FROM "_engine" WHERE "name" = ?', [VERSION])?.['value'];
  let highest = Number(kept ?? 1000);
  const tables = db.tuples(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%\"versionnumber\"%'",
    [],
  );
  for (const [name] of tables) {
    const found = db.tuples(`SELECT max("versionnumber") FROM ${identifier(String(name))}`, [])[0]?.[0];
    if (typeof found === 'number') highest = Math.max(highest, found);
  }
  return highest;
}
