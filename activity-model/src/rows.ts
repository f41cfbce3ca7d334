import { actionItemRow } from './action-items.ts';
import { adoptedRow, stampOf } from './adopt.ts';
import { lookupsOf, ownColumns, sourceId } from './columns.ts';
import { textsOf } from './describe.ts';
import { attendeeRows } from './meetings.ts';
import { fieldsOf } from './merge.ts';
import { appointmentCompleted, nativeColumns } from './native.ts';
import { partiesOf } from './parties.ts';
import { headerOf, isHeaderOnly } from './privacy.ts';
import { invitedPersons, recordingKey, recordingProblems } from './recordings.ts';
import type { ActivityRow, BuildInput, Problem, RowContext } from './row.ts';
import { subjectOf } from './subject.ts';
import { cutText, snippetOf } from './text.ts';
import { type Segment, segmentRow, segmentsOf } from './threads.ts';

const snippetLength = 400;
const bodyLength = 1_048_576;

/**
 * The rows of one item (SPEC L-12 … L-30): one, except that a recording has one for every invitee that is a known person
 * (L-21), a thread one for each of its parts (L-20), and a note one more for each action item (L-26). Pure; the caller has
 * resolved the people and screened the item.
 *
 * @returns the rows as they should stand, and what could not be logged as it should.
 */
export function buildRows(input: BuildInput): {
  readonly rows: readonly ActivityRow[];
  readonly problems: readonly Problem[];
} {
  const said = fieldsOf(input.item);
  const headerOnly = isHeaderOnly(said, input.settings);
  const adopts = adoptedRow(said, input);
  const context: RowContext = {
    ...input,
    ...(adopts ? { decision: { ...input.decision, target: adopts.table } } : {}),
    fields: headerOnly ? headerOf(said) : said,
    person: input.people.persons[0],
    headerOnly,
  };
  if (context.decision.close) return { rows: [closingRow(context)], problems: [] };
  const rows = rowsOf(context).map((row) => datedBack(row, context));
  return {
    rows: adopts ? rows.map((row) => stampOf(row, adopts)) : rows,
    problems: context.decision.kind === 'recording' && !context.decision.cancel ? recordingProblems(said) : [],
  };
}

function rowsOf(context: RowContext): ActivityRow[] {
  const { decision, fields, people, limits } = context;
  const identity = identityOf(context);
  switch (decision.kind) {
    case 'recording':
      return invitedPersons(fields, people).map((person) =>
        buildRow({ ...context, person }, { ...identity, person: person.key }),
      );
    case 'message':
      return segmentsOf(fields.texts ?? []).map((segment) => buildRow(context, identity, segment));
    case 'note': {
      const note = buildRow(context, identity);
      const actions = (fields.actionItems ?? []).map((item) => actionItemRow(note, item, people, limits));
      return [note, ...(decision.cancel ? actions.map((row) => ({ ...row, final: note.final })) : actions)].map(named);
    }
    default:
      return [buildRow(context, identity)];
  }
}

function identityOf({ item: { source, type, externalId }, fields }: RowContext): ActivityRow['identity'] {
  // The address is what a recording is unique by, whatever ids its source gives it (SPEC L-21).
  const url = type === 'recording' ? fields.recordingUrl : undefined;
  return { source, type, externalId: url ? recordingKey(url) : externalId };
}

function buildRow(context: RowContext, identity: ActivityRow['identity'], segment?: Segment): ActivityRow {
  const { kind, target } = context.decision;
  const native = nativeColumns(context);
  const row: ActivityRow = {
    identity,
    target,
    kind,
    columns: {
      ...textColumns(context, native.keepsHtml, segment),
      ...native.columns,
      ...ownColumns(context, identity),
    },
    lookups: lookupsOf(context),
    parties: partiesOf(context),
    final: native.final,
    ...(native.recheckAt === undefined ? {} : { recheckAt: native.recheckAt }),
    ...(kind === 'meeting' ? { attendees: attendeeRows(context) } : {}),
  };
  return segment ? named(segmentRow(row, segment)) : row;
}

/** Subject and text, cut to their columns; what was cut stands whole in `al_body` (SPEC, end of section L). */
function textColumns(
  context: RowContext,
  keepsHtml: boolean,
  segment: Segment | undefined,
): Record<'subject' | 'description' | 'al_body' | 'al_snippet', string | null> {
  const { decision, fields, person, settings, limits } = context;
  const limit = limits[decision.target];
  const subject = subjectOf(decision.kind, fields, {
    prefixMeeting: decision.target !== 'appointment' || settings.prefixAppointments,
    ...(person?.name === undefined ? {} : { personName: person.name }),
  });
  const { plain, description } = textsOf(context, keepsHtml, segment);
  const longSubject = subject.length > limit.subject;
  const whole = [...(longSubject ? [subject] : []), description].filter(Boolean).join('\n\n');
  return {
    subject: cutText(subject, limit.subject),
    description: cutText(description, limit.description) || null,
    al_body: longSubject || description.length > limit.description ? cutText(whole, bodyLength) : null,
    al_snippet: snippetOf(plain, snippetLength) || null,
  };
}

/** A backfilled row was made when the thing happened; what is still to come was not made in the future (SPEC B-9). */
function datedBack(row: ActivityRow, { fields, now }: RowContext): ActivityRow {
  const occurredOn = row.columns['al_occurredon'];
  const isPast = typeof occurredOn === 'string' && Date.parse(occurredOn) <= now.getTime();
  return fields.backfill && isPast ? { ...row, createdOn: occurredOn } : row;
}

/** A row whose identity was made more exact is named by it. */
function named(row: ActivityRow): ActivityRow {
  return { ...row, columns: { ...row.columns, al_sourceid: sourceId(row.identity) } };
}

/** Ends a meeting whose changes are not followed: its first version stays, and is over (SPEC L-17, L-18). */
function closingRow(context: RowContext): ActivityRow {
  const identity = identityOf(context);
  return {
    identity,
    target: context.decision.target,
    kind: context.decision.kind,
    columns: { al_sourcesystem: identity.source, al_sourceid: sourceId(identity) },
    lookups: {},
    parties: [],
    final: appointmentCompleted,
    partial: true,
  };
}
