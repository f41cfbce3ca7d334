import {
  decide,
  type Decision,
  fieldsOf,
  type ItemState,
  mergeEvent,
  type LoggedEvent,
  type LoggingSettings,
  targets,
} from '@activity-logging/activity-model';
import type { Claim, Entry, Item, Outcome, WrittenRow } from '../queue/types.ts';
import { reason } from '../reasons.ts';

/** An item with what its claims' entries add to it. */
export interface ItemWork {
  readonly id: string;
  readonly stored: Item | undefined;
  readonly state: ItemState;
  readonly entries: readonly Entry[];
}

export function itemId({ source, type, externalId }: Pick<LoggedEvent, 'source' | 'type' | 'externalId'>): string {
  return `${source}|${type}|${externalId}`;
}

/** Items the claims are about. */
export function itemIdsOf(claims: readonly Claim[]): string[] {
  const ids = claims.flatMap(({ entries }) => entries.flatMap((entry) => itemOf(entry) ?? []));
  return [...new Set(ids)];
}

export function itemOf({ work }: Entry): string | undefined {
  return work.what === 'event' ? itemId(work.event) : work.what === 'recheck' ? work.item : undefined;
}

/** Merges the entries' events into their items. An item nothing is known of (a recheck of a forgotten one) is left out. */
export function mergeClaims(claims: readonly Claim[], stored: ReadonlyMap<string, Item>): ItemWork[] {
  const entries = new Map<string, Entry[]>();
  for (const entry of claims.flatMap((claim) => claim.entries)) {
    const id = itemOf(entry);
    if (id !== undefined) entries.set(id, [...(entries.get(id) ?? []), entry]);
  }
  return [...entries].flatMap(([id, own]) => {
    const before = stored.get(id);
    let state = before?.state;
    for (const { work } of own) if (work.what === 'event') state = mergeEvent(state, work.event);
    return state ? [{ id, stored: before, state, entries: own }] : [];
  });
}

/** The admin's rules on one item: a decision, or the outcome when nothing is to be written. */
export function decideItem(
  work: ItemWork,
  settings: LoggingSettings,
  table?: string,
): Extract<Decision, { do: 'log' }> | Outcome {
  const rows = work.stored?.rows ?? [];
  if (rows.length > 0 && rows.every(({ gone }) => gone)) return { do: 'skip', reason: reason('deleted-in-crm') };
  const name = table ?? rows.find(({ gone }) => !gone)?.table;
  const written = targets.find((target) => target === name);
  const { type } = work.state;
  const due = work.entries.length > 0 && work.entries.every((entry) => entry.work.what === 'recheck');
  const decision = decide({ type, fields: fieldsOf(work.state), due, ...(written ? { written } : {}) }, settings);
  if (decision.do === 'log') return decision;
  return { do: 'skip', reason: reason(decision.do === 'wait' ? 'not-yet-complete' : 'by-rule', decision.reason) };
}

/** The item as it is to be stored after `rows` were written. */
export function storedItem(work: ItemWork, rows: readonly WrittenRow[], issues = work.stored?.issues ?? []): Item {
  const kept = (work.stored?.rows ?? []).filter(({ activityId }) => !rows.some((row) => row.activityId === activityId));
  return { id: work.id, revision: work.stored?.revision ?? 0, state: work.state, rows: [...kept, ...rows], issues };
}
