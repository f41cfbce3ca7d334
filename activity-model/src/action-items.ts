import type { ActionItem } from './event.ts';
import { refByAddress } from './known-address.ts';
import { taskCompleted } from './native.ts';
import type { ActivityRow, Limits } from './row.ts';
import type { People, Ref } from './people.ts';
import { cutText } from './text.ts';

/** A task for something agreed in a note: open until it is done, beside the note and about the same people (SPEC L-26). */
export function actionItemRow(note: ActivityRow, item: ActionItem, people: People, limits: Limits): ActivityRow {
  const title = item.title.replace(/\s+/g, ' ').trim() || 'Action item';
  const whole = title.length > limits.task.subject ? title : null;
  return {
    ...note,
    identity: { ...note.identity, part: `action|${item.id}` },
    target: 'task',
    columns: {
      ...note.columns,
      subject: cutText(title, limits.task.subject),
      description: whole === null ? null : cutText(whole, limits.task.description),
      scheduledstart: null,
      scheduledend: dueOf(item.dueOn),
      actualend: null,
      actualdurationminutes: null,
      percentcomplete: item.done ? 100 : 0,
      al_body: whole,
      al_snippet: null,
      al_nextstep: null,
      al_nextstepdue: null,
    },
    lookups: { ...note.lookups, ownerid: ownerOf(item, people) ?? note.lookups['ownerid'] ?? null },
    final: item.done ? taskCompleted : null,
  };
}

function ownerOf({ owner }: ActionItem, people: People): Ref | undefined {
  const ref = refByAddress(people, owner?.email?.trim().toLowerCase());
  return ref?.table === 'systemuser' ? ref : undefined;
}

/** A day without a time is due at its noon in UTC, which is that day almost everywhere on earth. */
function dueOf(dueOn: string | null | undefined): string | null {
  return dueOn && /^\d{4}-\d\d-\d\d$/.test(dueOn) ? `${dueOn}T12:00:00.000Z` : (dueOn ?? null);
}
