/**
 * Basic User: what every user of an app needs. Microsoft documents it as the common tasks on one's own rows ([DOC] database-security,
 * predefined roles); the exact list differs by environment, so this is our reading of it, kept to the tables of this server.
 */
import type { Engine } from '../../engine/types.ts';
import { stableId } from '../../metadata/stable-id.ts';
import { privilegeIndex } from '../privileges.ts';
import { BASIC_USER_ROLE_ID } from '../wellknown.ts';

const BASIC = 1;
const GLOBAL = 8;

/** Own rows of everyday tables. */
const OWN = 'Account Contact Activity Note';
const EVERY_VERB = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'];

/** What pages are made of, and who and what rows point to. */
const SEEN =
  'AppModule SiteMap SystemForm Query Visualization WebResource CustomControl Entity Attribute Relationship OptionSet EntityKey User Team BusinessUnit Role TransactionCurrency Organization Solution Publisher SdkMessage';
const POINTED_TO = 'User Team BusinessUnit TransactionCurrency';

/** Gives the role its privileges when it has none yet; what somebody changed stays. */
export function seedBasicUser(engine: Engine): void {
  if (engine.system.find('roleprivileges', { roleid: BASIC_USER_ROLE_ID }).length > 0) return;
  const ids = privilegeIndex(engine);
  for (const [name, depth] of privileges()) {
    const privilegeid = ids.get(name.toLowerCase());
    if (privilegeid === undefined) continue;
    engine.system.insert('roleprivileges', {
      roleprivilegeid: stableId('roleprivilege', BASIC_USER_ROLE_ID, privilegeid),
      roleid: BASIC_USER_ROLE_ID,
      privilegeid,
      privilegedepthmask: depth,
    });
  }
}

function privileges(): Map<string, number> {
  const all = new Map<string, number>();
  for (const table of OWN.split(' ')) for (const verb of EVERY_VERB) all.set(`prv${verb}${table}`, BASIC);
  for (const table of SEEN.split(' ')) all.set(`prvRead${table}`, GLOBAL);
  for (const table of POINTED_TO.split(' ')) all.set(`prvAppendTo${table}`, GLOBAL);
  for (const verb of ['Read', 'Write']) all.set(`prv${verb}UserSettings`, BASIC);
  return all;
}
