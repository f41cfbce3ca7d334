import type { PersonRef, UserRef } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import type { OutreachPayload } from './schemas.ts';

/** What a payload says beside the attributes. */
export interface Resource {
  readonly id: string;
  readonly version: string;
  /** It was created with this payload, or read whole from the API: attributes that are absent are empty. */
  readonly complete: boolean;
  readonly people: readonly PersonRef[] | undefined;
  readonly user: UserRef | undefined;
  /** The account, where the payload names no prospect. */
  readonly accountRef: { readonly sourceId: string } | undefined;
  /** The prospect's lane (SPEC B-4). */
  readonly key: string | undefined;
  readonly deleted: boolean;
}

/** Milliseconds a delivery can lag behind its change and still be told from another of the same moment. */
const mostLagMs = 999_999;

/** @returns `undefined` when the payload says neither when it changed nor when it was sent. */
export function resourceOf({ data, meta }: OutreachPayload, deleted: boolean): Resource | undefined {
  const { createdAt, updatedAt } = data.attributes ?? {};
  const version = versionOf(typeof updatedAt === 'string' ? updatedAt : undefined, meta.deliveredAt ?? undefined);
  if (version === undefined) return undefined;
  const relations = data.relationships ?? {};
  const complete = typeof createdAt === 'string';
  const prospects = complete ? (idsOf(relations['prospect'] ?? null) ?? []) : idsOf(relations['prospect']);
  const [user] = idsOf(relations['user'] ?? relations['owner']) ?? [];
  const [account] = idsOf(relations['account']) ?? [];
  return {
    id: data.id,
    version,
    complete,
    people: prospects?.map((sourceId) => ({ sourceId })),
    user: user === undefined ? undefined : { sourceId: user },
    accountRef: account !== undefined && prospects?.length === 0 ? { sourceId: account } : undefined,
    key: prospects?.[0] === undefined ? undefined : `outreach|prospect|${prospects[0]}`,
    deleted,
  };
}

/** What every kind takes over from it. */
export function shared({ people, user, accountRef }: Resource) {
  return compact({ people, user, accountRef });
}

type Relationship = NonNullable<OutreachPayload['data']['relationships']>[string];

/** Ids a relationship names; `undefined` when the payload does not say. */
function idsOf(relation: Relationship | undefined): string[] | undefined {
  if (relation === undefined) return undefined;
  if (relation === null) return [];
  return (Array.isArray(relation) ? relation : [relation]).map(({ id }) => id);
}

/**
 * The resource's own `updatedAt` says which change is newer, whenever it is delivered: a delivery that is repeated has a later
 * `deliveredAt`, and not a newer content. `updatedAt` has whole seconds, so that among changes of one second the lag of the delivery
 * decides; it stands behind the milliseconds. What was read from the API has no delivery and is the state after all of them.
 */
function versionOf(updatedAt: string | undefined, deliveredAt: string | undefined): string | undefined {
  const at = Date.parse(updatedAt ?? deliveredAt ?? '');
  if (Number.isNaN(at)) return undefined;
  const lag = deliveredAt === undefined ? mostLagMs : Math.min(mostLagMs, Math.max(0, Date.parse(deliveredAt) - at));
  return new Date(at).toISOString().replace('Z', `${String(lag).padStart(6, '0')}Z`);
}
