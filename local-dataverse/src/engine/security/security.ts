/** The cache of rights, and the counters by which it knows that it is out of date. */
import { SHARES } from '../../metadata/base/private-tables.ts';
import type { Core } from '../core.ts';
import type { Caller } from '../types.ts';
import { intersection, readRights, readTeamRights } from './rights.ts';
import type { Rights } from './rights.ts';

export interface Security {
  /** Rights of a user; read from the store only after something that decides about them has changed. */
  rightsOf(userId: string): Rights;
  /** Rights in a request: those of the user, or with impersonation what both users may do. */
  rightsFor(caller: Caller): Rights;
  /** Rights a team has by its own roles; read anew each time. */
  rightsOfTeam(teamId: string): Rights;
  /** Told about every table a row of which was written. Costs one lookup in a small set. */
  touched(table: string): void;
  /** A transaction was undone: what was cached of its rows is wrong. */
  undone(): void;
  /** Rows changed without anybody being told (a snapshot was put back). */
  reset(): void;
}

/** Tables whose rows decide who may do what. */
const DECIDING = new Set([
  'systemuser',
  'team',
  'businessunit',
  'role',
  'roleprivileges',
  'privilege',
  'systemuserroles',
  'teamroles',
  'teammembership',
  'fieldsecurityprofile',
  'fieldpermission',
  'systemuserprofiles',
  'teamprofiles',
  SHARES,
]);

/** Users whose rights are kept at once. */
const MOST_KNOWN = 2000;

/** @param core asked lazily: the core holds what this makes */
export function createSecurity(core: () => Core): Security {
  const known = new Map<string, Rights>();
  let metadata = -1;
  /** True from a write to a deciding table on, until something was undone: only then can what was read since be wrong. */
  let uncertain = false;
  const reset = (): void => {
    known.clear();
  };
  const cached = (key: string, read: () => Rights): Rights => {
    const { version } = core().registry;
    if (version !== metadata) {
      metadata = version;
      known.clear();
    }
    const found = known.get(key);
    if (found !== undefined) return found;
    const rights = read();
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, rights);
    return rights;
  };
  const rightsOf = (userId: string): Rights => cached(userId, () => readRights(core(), userId));
  return {
    rightsOf,
    rightsFor({ userId, initiatingUserId }) {
      if (userId === initiatingUserId) return rightsOf(userId);
      return cached(`${userId} ${initiatingUserId}`, () => intersection(rightsOf(userId), rightsOf(initiatingUserId)));
    },
    rightsOfTeam: (teamId) => readTeamRights(core(), teamId),
    touched(table) {
      if (!DECIDING.has(table)) return;
      uncertain = true;
      known.clear();
    },
    undone() {
      if (!uncertain) return;
      uncertain = false;
      known.clear();
    },
    reset,
  };
}
