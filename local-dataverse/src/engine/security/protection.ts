/** How a table's rows are protected: by owner, by business unit, for the whole organisation, with a parent row, or not at all. */
import type { TableModel } from '../model/types.ts';
import { privilegeName, VERBS } from './names.ts';
import type { Verb } from './names.ts';

export type Protection =
  /** Everybody reads; writing takes the privilege for the whole organisation. */
  | { readonly kind: 'free' }
  | { readonly kind: 'owned' }
  | { readonly kind: 'organization' }
  /** Users, teams, business units: the row's own place in the tree of business units. */
  | { readonly kind: 'unit'; readonly unit: string; readonly owner: string | undefined; readonly ownIsFree: boolean }
  /** Goes with a parent row: who may read or write that may read or write this. */
  | { readonly kind: 'parent'; readonly column: string; readonly tables: readonly string[] };

export interface TableSecurity {
  readonly protection: Protection;
  /** Privilege by verb, as the platform spells it. */
  readonly names: Readonly<Record<Verb, string>>;
  /** The same in lower case, as rights are kept. */
  readonly keys: Readonly<Record<Verb, string>>;
}

const unit = (column: string, owner?: string, ownIsFree = false): Protection => ({
  kind: 'unit',
  unit: column,
  owner,
  ownIsFree,
});

/** Tables without an owner whose protection follows from something else. What is not named here and not owned is free to read. */
const SPECIAL: Readonly<Record<string, Protection>> = {
  systemuser: unit('businessunitid', 'systemuserid'),
  team: unit('businessunitid', 'teamid'),
  businessunit: unit('businessunitid'),
  role: unit('businessunitid'),
  usersettings: unit('businessunitid', 'systemuserid', true),
  audit: { kind: 'organization' },
  activityparty: { kind: 'parent', column: 'activityid', tables: ['activitypointer'] },
  activitymimeattachment: { kind: 'parent', column: 'objectid', tables: ['activitypointer'] },
  customeraddress: { kind: 'parent', column: 'parentid', tables: ['account', 'contact'] },
  listmember: { kind: 'parent', column: 'listid', tables: ['list'] },
  queueitem: { kind: 'parent', column: 'queueid', tables: ['queue'] },
  fieldpermission: { kind: 'parent', column: 'fieldsecurityprofileid', tables: ['fieldsecurityprofile'] },
};

/** Privileges that are named neither by table nor by verb. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'audit Read': 'prvReadAuditSummary' };

const known = new WeakMap<TableModel, TableSecurity>();

/** Worked out once a compiled table. */
export function securityOf(model: TableModel): TableSecurity {
  const found = known.get(model);
  if (found !== undefined) return found;
  const names = Object.fromEntries(
    VERBS.map((verb) => [verb, OTHER_NAMES[`${model.name} ${verb}`] ?? privilegeName(model.table, verb)]),
  ) as Record<Verb, string>;
  const keys = Object.fromEntries(VERBS.map((verb) => [verb, names[verb].toLowerCase()])) as Record<Verb, string>;
  const made = { protection: protectionOf(model), names, keys };
  known.set(model, made);
  return made;
}

function protectionOf(model: TableModel): Protection {
  const special = SPECIAL[model.name];
  if (special !== undefined) return special;
  const { ownership } = model.table;
  if (ownership === 'UserOwned' && model.columns.has('ownerid')) return { kind: 'owned' };
  return ownership === 'OrganizationOwned' ? { kind: 'organization' } : { kind: 'free' };
}
