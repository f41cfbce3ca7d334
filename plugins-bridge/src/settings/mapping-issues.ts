import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { failureIn } from '../logging/answers.ts';
import type { Logger } from 'pino';
import type { ReasonCode } from '../reasons.ts';

const code: ReasonCode = 'mapping-not-usable';
const answer = z.object({
  value: z.array(
    z.object({
      al_loggingissueid: z.string(),
      al_lasttriedon: z.string().nullable(),
      al_fieldmappingid: z.object({ modifiedon: z.string() }).nullish(),
    }),
  ),
});

/**
 * Settles issues about field mappings that were changed or deleted after the issue was last met (SPEC B-5): an item that still
 * cannot use the mapping opens its issue again.
 *
 * @throws PassingFailure, DataverseError
 */
export async function settleMappingIssues(client: DataverseClient, metadata: Metadata, log: Logger): Promise<void> {
  const issues = await metadata.table('al_loggingissue');
  const mapping = issues?.navigation('al_fieldmappingid', 'al_fieldmapping');
  // A solution of before the table: there are no issues to settle.
  if (!issues || !mapping) return;
  const filter = encodeURIComponent(`statecode eq 0 and al_code eq '${code}'`);
  const open = answer.parse(
    await client.read(
      `${issues.set}?$select=al_lasttriedon&$filter=${filter}&$expand=${mapping}($select=modifiedon)&$top=100`,
    ),
  );
  const over = open.value.filter(
    // The platform tells when a row was changed to the second.
    ({ al_lasttriedon: tried, al_fieldmappingid: row }) =>
      !row || tried === null || Date.parse(row.modifiedon) + 999 >= Date.parse(tried),
  );
  if (over.length === 0) return;
  const answers = await client.batch(
    over.map(({ al_loggingissueid: id }) => ({
      method: 'PATCH',
      path: `${issues.set}(${id})`,
      headers: { 'If-Match': '*' },
      body: { statecode: 1, statuscode: 2 },
    })),
  );
  const error = failureIn(answers.flat());
  if (error && error.failure !== 'missing')
    log.warn({ code: error.code, failure: error.failure }, 'issues of changed mappings could not be settled');
}
