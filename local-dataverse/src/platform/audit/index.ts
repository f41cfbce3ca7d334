/**
 * The audit log: rows of `audit` for what happens while the organisation audits (isauditenabled; off in a new one). Written after the commit,
 * as the platform's log is. While auditing is off a message costs one comparison.
 */
import type { Caller, Engine, MessageContext, MessageListener } from '../../engine/types.ts';
import { ORGANIZATION_ID } from '../wellknown.ts';
import { ACTION, OPERATION, auditEntries } from './entries.ts';
import type { AuditEntry } from './entries.ts';

export interface Audit extends MessageListener {
  /** Notes that a user came in, once an interval (organization.useraccessauditinginterval). @param viaWeb from the app, else by a client */
  access(caller: Caller, viaWeb: boolean): void;
  /** Reads the organisation's settings anew: for rows that changed without a message. */
  refresh(): void;
}

interface Settings {
  readonly changes: boolean;
  readonly access: boolean;
  /** Milliseconds. */
  readonly interval: number;
}

const NO_TRANSACTION = '00000000-0000-0000-0000-000000000000';
const HOUR = 3_600_000;

/** @param clock milliseconds since 1970 */
export function createAudit(engine: Engine, clock: () => number): Audit {
  let settings = readSettings(engine);
  /** When a user last came in that was noted, by user and way. */
  const seen = new Map<string, number>();

  function write(entry: AuditEntry, caller: Caller, createdon: string): void {
    const isActing = caller.initiatingUserId !== caller.userId;
    engine.system.insert('audit', {
      objectid: { table: entry.table, id: entry.id },
      objecttypecode: entry.table,
      action: entry.action,
      operation: entry.operation,
      userid: { table: 'systemuser', id: caller.userId },
      ...(isActing ? { callinguserid: { table: 'systemuser', id: caller.initiatingUserId } } : {}),
      createdon,
      transactionid: NO_TRANSACTION,
      changedata: JSON.stringify(entry.change),
    });
  }

  return {
    wants: (message, table) => (settings.changes || table === 'organization') && !message.startsWith('Retrieve'),
    wantsTransaction: () => false,
    inTransaction: () => Promise.resolve(),
    afterCommit(context: MessageContext) {
      if (settings.changes) {
        for (const entry of auditEntries(engine.metadata, context)) write(entry, context.caller, context.createdOn);
      }
      if (context.table === 'organization') settings = readSettings(engine);
    },
    access(caller, viaWeb) {
      if (!settings.access) return;
      const action = viaWeb ? ACTION.accessViaWeb : ACTION.accessViaWebServices;
      const key = `${action} ${caller.userId}`;
      const now = clock();
      const last = seen.get(key);
      if (last !== undefined && now - last < settings.interval) return;
      seen.set(key, now);
      const entry = { action, operation: OPERATION.access, table: 'systemuser', id: caller.userId };
      write({ ...entry, change: { interval: settings.interval / HOUR } }, caller, new Date(now).toISOString());
    },
    refresh: () => void (settings = readSettings(engine)),
  };
}

function readSettings(engine: Engine): Settings {
  const row = engine.system.get('organization', ORGANIZATION_ID);
  const changes = row?.['isauditenabled'] === true;
  return {
    changes,
    access: changes && row['isuseraccessauditenabled'] === true,
    interval: Number(row?.['useraccessauditinginterval'] ?? 4) * HOUR,
  };
}
