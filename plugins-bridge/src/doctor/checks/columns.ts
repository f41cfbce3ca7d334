import { requirements } from '@activity-logging/activity-model/metadata';
import { z } from 'zod';
import { DataverseError, platformError } from '../../dataverse/errors.ts';
import { PassingFailure } from '../../failures.ts';
import { reason } from '../../reasons.ts';
import { type Check, count, fault, named, ok, type Parts } from '../types.ts';

const attributes = z.object({ value: z.array(z.object({ LogicalName: z.string() })) });

/** Every column that our solutions bring is there. */
export const columns: Check = {
  name: 'columns',
  needs: ['solution'],
  async run({ client, solutions }) {
    const versions = await solutions();
    const wanted = new Map<string, string[]>();
    for (const { solution, columns: tables } of Object.values(requirements)) {
      if (!versions.has(solution)) continue;
      for (const [table, names] of Object.entries(tables)) wanted.set(table, [...(wanted.get(table) ?? []), ...names]);
    }
    const found = await columnsOf(client, [...wanted.keys()]);
    const missing = [...wanted].flatMap(([table, names]) => {
      const there = found.get(table);
      return there ? names.filter((name) => !there.has(name)).map((name) => `${table}.${name}`) : [`table ${table}`];
    });
    if (missing.length > 0)
      return fault(
        `missing: ${named(missing)}`,
        'Import the current solution again, as an upgrade: make.powerapps.com → Solutions → Import solution.',
      );
    const total = [...wanted.values()].reduce((sum, names) => sum + names.length, 0);
    return ok(`${count(total, 'column')} of ${count(wanted.size, 'table')}`);
  },
};

/** Logical names by table; a table that is not there is left out. */
async function columnsOf(
  client: Parts['client'],
  tables: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const answers = await client.batch(
    tables.map((table) => ({
      method: 'GET',
      path: `EntityDefinitions(LogicalName='${table}')/Attributes?$select=LogicalName`,
    })),
  );
  const found = new Map<string, ReadonlySet<string>>();
  for (const [index, table] of tables.entries()) {
    const answer = answers[index]?.[0];
    if (!answer) throw new PassingFailure(reason('platform-unavailable', `columns of ${table}`));
    const error = platformError(answer);
    if (error?.failure === 'missing') continue;
    if (error) throw new DataverseError(error, `GET columns of ${table}`);
    found.set(table, new Set(attributes.parse(answer.body).value.map(({ LogicalName }) => LogicalName)));
  }
  return found;
}
