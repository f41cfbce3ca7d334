/** What one user may do: read from roles, teams and business units once, kept until one of them changes. */
import type { Core } from '../core.ts';
import { identifier } from '../storage/database.ts';
import type { Database } from '../storage/database.ts';
import { readColumnRules } from './columns.ts';
import type { ColumnRules } from './columns.ts';
import { ADMINISTRATOR_TEMPLATE_ID, privilegeId } from './names.ts';
import { sharedTables } from './sharing.ts';

/** How far one privilege goes, over all roles of the user and of its teams. */
export interface Reach {
  /** Every row (Global). */
  readonly all: boolean;
  /** Rows of these business units (Local, Deep). */
  readonly units: ReadonlySet<string>;
  /** Rows of these users and teams (Basic). */
  readonly owners: ReadonlySet<string>;
}

export interface Rights {
  readonly userId: string;
  /** System Administrator: nothing else is asked. */
  readonly isAdministrator: boolean;
  readonly isDisabled: boolean;
  /** prvActOnBehalfOfAnotherUser by a role of the user itself; a team's does not count ([DOC] impersonate-another-user). */
  readonly actsForOthers: boolean;
  /** Business unit of the user. */
  readonly unitId: string;
  /** The user and its teams: who rows are owned by or shared with. */
  readonly principals: ReadonlySet<string>;
  readonly roleCount: number;
  /** By privilege name in lower case. */
  readonly reaches: ReadonlyMap<string, Reach>;
  /** Secured columns and what profiles allow. */
  readonly columns: ColumnRules;
  /** Tables of which at least one row is shared with one of the principals. */
  readonly shared: ReadonlySet<string>;
  /** SQL sources of reads, by table; filled as tables are read. */
  readonly sources: Map<string, string>;
}

/** privilegedepthmask bits. */
const LOCAL = 2;
const DEEP = 4;
const GLOBAL = 8;

interface Draft {
  all: boolean;
  readonly units: Set<string>;
  readonly owners: Set<string>;
}

interface Holding {
  readonly isDirect: boolean;
  readonly roleId: string;
  /** Business unit the depths are counted from. */
  readonly unitId: string;
  /** Whose rows Basic covers. */
  readonly owners: readonly string[];
}

/** Reads everything that decides about a user. A handful of queries; the result is cached by `createSecurity`. */
export function readRights(core: Core, userId: string): Rights {
  const user = core.db.row('SELECT "businessunitid", "isdisabled" FROM "systemuser" WHERE "systemuserid" = ?', [
    userId,
  ]);
  const unitId = String(user?.['businessunitid'] ?? '');
  const teams = teamsOf(core.db, userId, unitId);
  const principals = new Set([userId, ...teams.map((team) => team.id)]);
  const holdings = holdingsOf(core.db, userId, unitId, teams);
  return rightsFrom(core, { id: userId, unitId, principals, isDisabled: user?.['isdisabled'] === 1 }, holdings);
}

/** As `readRights`, for a team by itself. */
export function readTeamRights(core: Core, teamId: string): Rights {
  const team = core.db.row('SELECT "businessunitid" FROM "team" WHERE "teamid" = ?', [teamId]);
  const unitId = String(team?.['businessunitid'] ?? '');
  const holdings = rolesOf(core.db, 'teamroles', 'teamid', teamId).map((roleId) => ({
    isDirect: false,
    roleId,
    unitId,
    owners: [teamId],
  }));
  return rightsFrom(core, { id: teamId, unitId, principals: new Set([teamId]), isDisabled: false }, holdings);
}

interface Holder {
  readonly id: string;
  readonly unitId: string;
  readonly principals: ReadonlySet<string>;
  readonly isDisabled: boolean;
}

function rightsFrom(core: Core, holder: Holder, holdings: readonly Holding[]): Rights {
  const { db } = core;
  const roles = new Set(holdings.map((holding) => holding.roleId));
  const roleIds = JSON.stringify([...roles]);
  const isAdministrator =
    db.row(
      `SELECT 1 AS found FROM "role" WHERE "roletemplateid" = ? AND "roleid" IN (SELECT value FROM json_each(?)) LIMIT 1`,
      [ADMINISTRATOR_TEMPLATE_ID, roleIds],
    ) !== undefined;
  return {
    userId: holder.id,
    isAdministrator,
    isDisabled: holder.isDisabled,
    actsForOthers: isAdministrator || actsForOthers(db, holdings),
    unitId: holder.unitId,
    principals: holder.principals,
    roleCount: roles.size,
    reaches: reachesOf(db, holdings, roleIds),
    columns: isAdministrator ? new Map() : readColumnRules(core, holder.id, holder.principals),
    shared: isAdministrator ? new Set() : sharedTables(db, holder.principals),
    sources: new Map(),
  };
}

interface Team {
  readonly id: string;
  readonly unitId: string;
}

/** Teams the user is a member of; every user belongs to the default team of its business unit. */
function teamsOf(db: Database, userId: string, unitId: string): Team[] {
  return db
    .rows(
      `SELECT "teamid", "businessunitid" FROM "team" WHERE "teamid" IN (SELECT "teamid" FROM "teammembership" WHERE "systemuserid" = ?)
       OR ("isdefault" = 1 AND "businessunitid" = ?)`,
      [userId, unitId],
    )
    .map((row) => ({ id: String(row['teamid']), unitId: String(row['businessunitid'] ?? '') }));
}

/**
 * Roles and the place they count from. A team's role counts from the team's business unit, and its Basic depth covers the team's rows
 * and, as the inheritance "Direct User (Basic) access level and Team privileges" that new roles have, the member's own.
 */
function holdingsOf(db: Database, userId: string, unitId: string, teams: readonly Team[]): Holding[] {
  const everybody = [userId, ...teams.map((team) => team.id)];
  const own = rolesOf(db, 'systemuserroles', 'systemuserid', userId).map((roleId) => ({
    isDirect: true,
    roleId,
    unitId,
    owners: everybody,
  }));
  const ofTeams = teams.flatMap((team) =>
    rolesOf(db, 'teamroles', 'teamid', team.id).map((roleId) => ({
      isDirect: false,
      roleId,
      unitId: team.unitId,
      owners: [userId, team.id],
    })),
  );
  return [...own, ...ofTeams];
}

function rolesOf(db: Database, links: 'systemuserroles' | 'teamroles', column: string, id: string): string[] {
  return db
    .rows(`SELECT "roleid" FROM ${identifier(links)} WHERE ${identifier(column)} = ?`, [id])
    .map((row) => String(row['roleid']));
}

function reachesOf(db: Database, holdings: readonly Holding[], roleIds: string): Map<string, Draft> {
  const granted = db.rows(
    `SELECT rp."roleid" AS role, rp."privilegedepthmask" AS depth, lower(p."name") AS name FROM "roleprivileges" AS rp
     JOIN "privilege" AS p ON p."privilegeid" = rp."privilegeid" WHERE rp."roleid" IN (SELECT value FROM json_each(?))`,
    [roleIds],
  );
  const reaches = new Map<string, Draft>();
  const below = new Map<string, readonly string[]>();
  for (const row of granted) {
    const name = String(row['name']);
    const depth = Number(row['depth']);
    const reach = reaches.get(name) ?? { all: false, units: new Set<string>(), owners: new Set<string>() };
    reaches.set(name, reach);
    for (const holding of holdings) {
      if (holding.roleId !== row['role']) continue;
      for (const owner of holding.owners) reach.owners.add(owner);
      if ((depth & GLOBAL) !== 0) reach.all = true;
      if ((depth & LOCAL) !== 0) reach.units.add(holding.unitId);
      if ((depth & DEEP) !== 0) for (const unit of unitsFrom(db, holding.unitId, below)) reach.units.add(unit);
    }
  }
  return reaches;
}

/** A business unit and all below it. */
function unitsFrom(db: Database, unitId: string, known: Map<string, readonly string[]>): readonly string[] {
  const found = known.get(unitId);
  if (found !== undefined) return found;
  const units = db
    .tuples(
      // UNION keeps a unit once, so that a circle of parents ends.
      `WITH RECURSIVE way(id) AS (SELECT ? UNION SELECT "businessunitid" FROM "businessunit" JOIN way ON "parentbusinessunitid" = way.id)
       SELECT id FROM way`,
      [unitId],
    )
    .map(([id]) => String(id));
  known.set(unitId, units);
  return units;
}

function actsForOthers(db: Database, holdings: readonly Holding[]): boolean {
  const direct = holdings.filter((holding) => holding.isDirect).map((holding) => holding.roleId);
  return (
    db.row(
      'SELECT 1 AS found FROM "roleprivileges" WHERE "privilegeid" = ? AND "roleid" IN (SELECT value FROM json_each(?)) LIMIT 1',
      [privilegeId('prvActOnBehalfOfAnotherUser'), JSON.stringify(direct)],
    ) !== undefined
  );
}

/**
 * Rights of somebody acting for another user: a privilege counts only when both have it ([DOC] impersonate-another-user). How far it
 * reaches, what is shared and which columns are open is taken from the user acted for; no document says more.
 */
export function intersection(acted: Rights, acting: Rights): Rights {
  if (acting.isAdministrator) return acted;
  const both = acted.isAdministrator
    ? [...acting.reaches.keys()].map((name) => [name, EVERYTHING] as const)
    : [...acted.reaches].filter(([name]) => acting.reaches.has(name));
  return { ...acted, isAdministrator: false, reaches: new Map(both), sources: new Map() };
}

const EVERYTHING: Reach = { all: true, units: new Set(), owners: new Set() };
