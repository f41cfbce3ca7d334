import { z } from 'zod';
import { count, type Check, fault, named, ok, warning } from '../types.ts';

const page = 'the app Activity Logging → Logging Configuration';
const users = z.object({ value: z.array(z.object({ isdisabled: z.boolean().nullish() })) });

/** Settings and mappings can be read and used. */
export const settings: Check = {
  name: 'settings',
  needs: ['columns', 'privileges'],
  async run({ client, configuration }) {
    const { settings: rules, mappings, unusable, etag } = await configuration();
    if (unusable.length > 0)
      return warning(
        `${count(unusable.length, 'field mapping')} cannot be used: ${named(unusable.map(({ id, problem }) => `${id} (${problem})`))}`,
        `Open ${page} → Field Mappings and correct what Problem says, or switch the mapping off.`,
      );
    const { defaultOwnerId: owner } = rules;
    if (owner !== undefined) {
      const filter = encodeURIComponent(`systemuserid eq ${owner}`);
      const [user] = users.parse(await client.read(`systemusers?$select=isdisabled&$filter=${filter}`)).value;
      if (user?.isdisabled !== false)
        return fault(
          `the default owner ${user ? 'is disabled' : 'is no user any more'}: what unknown users did cannot be logged`,
          `Choose an enabled user: ${page} → Default Owner.`,
        );
    }
    const rest = `${count(mappings.length, 'field mapping')}`;
    if (etag === undefined)
      return warning(
        'there is no configuration row; everything is logged as a task',
        `Open ${page} and save, or start the bridge: it makes the row.`,
      );
    if (owner === undefined)
      return warning(
        `settings and ${rest} can be read; no default owner: what unknown users did belongs to the bridge`,
        `Choose one: ${page} → Default Owner.`,
      );
    return ok(`settings and ${rest} can be read`);
  },
};
