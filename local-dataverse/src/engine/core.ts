/** The state that every engine function gets as its first argument. */
import type { MetadataRegistry } from '../metadata/types.ts';
import type { Behaviour } from './behaviour.ts';
import type { Limits } from './limits.ts';
import type { Models } from './model/models.ts';
import type { Security } from './security/security.ts';
import type { Database } from './storage/database.ts';
import type { MessageListener } from './types.ts';

export interface Core {
  readonly db: Database;
  readonly registry: MetadataRegistry;
  readonly models: Models;
  readonly behaviour: Behaviour;
  readonly limits: Limits;
  readonly listeners: MessageListener[];
  /** Rights of users, cached. */
  readonly security: Security;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The organisation's rising row version. */
  nextVersion(): number;
}
