import { notify, refresh, rowsOf, saveFirst, type CommandControl, type Level, type RowReference } from './page';
import { answersTo, createRequests, linkTo, type Answer, type Question, type Request } from './requests';
import { text, type TextKey } from './texts';

/** A request and its answer; none when the bridge did not answer in time. */
export interface Outcome {
  readonly request: Request;
  readonly answer: Answer | undefined;
}

/** Asks the bridge about the rows, one request each, and waits a bounded time for its answers (SPEC B-11). */
export async function outcomesOf(
  question: Question,
  control: CommandControl,
  selected?: readonly RowReference[],
): Promise<readonly Outcome[]> {
  const rows = rowsOf(control, selected);
  if (rows.length === 0) return [];
  await saveFirst(control);
  const requests = await createRequests(question, rows);
  const asked = await notify('info', counted('asked', 'askedMany', requests, text(question.title)));
  try {
    const answers = await answersTo(requests);
    return requests.map((request, index) => ({ request, answer: answers[index] }));
  } finally {
    await Xrm.App.clearGlobalNotification(asked);
  }
}

/** Says what became of the requests, and shows it on the page. */
export async function report(outcomes: readonly Outcome[], control: CommandControl): Promise<void> {
  const done = outcomes.filter(({ answer }) => answer?.isDone === true);
  const refused = outcomes.filter(({ answer }) => answer?.isDone === false);
  const open = outcomes.filter(({ answer }) => answer === undefined);
  const messages = new Set(outcomes.flatMap(({ answer }) => answer?.message ?? []));
  const parts: readonly (readonly [readonly Outcome[], TextKey, TextKey])[] = [
    [done, 'done', 'doneMany'],
    [refused, 'refused', 'refusedMany'],
    [open, 'notAnswered', 'notAnsweredMany'],
  ];
  const sentences = parts.flatMap(([some, one, many]) =>
    some.length === 0 ? [] : [counted(one, many, requestsOf(some))],
  );
  const level: Level = refused.length > 0 ? 'error' : open.length > 0 ? 'warning' : 'success';
  await notify(level, [...sentences, ...messages].join(' '), linkOf(outcomes, open));
  if (done.length > 0) await refresh(control);
}

/** To what the bridge made, else to the requests that need a look. */
function linkOf(outcomes: readonly Outcome[], open: readonly Outcome[]): Xrm.App.Action | undefined {
  const [first] = outcomes;
  if (first?.answer?.url !== undefined && outcomes.length === 1) return linkToAnswer(first.answer.url);
  return open.length > 0 ? linkTo(requestsOf(open)) : undefined;
}

/** A link, because browsers may stop a window that opens long after the click. */
export function linkToAnswer(url: string): Xrm.App.Action {
  return { actionLabel: text('openAnswer'), eventHandler: () => Xrm.Navigation.openUrl(url) };
}

function requestsOf(outcomes: readonly Outcome[]): Request[] {
  return outcomes.map(({ request }) => request);
}

function counted(one: TextKey, many: TextKey, requests: readonly Request[], title = ''): string {
  const count = requests.length;
  return text(count === 1 ? one : many, { count, what: count === 1 ? (requests[0]?.name ?? '') : title });
}
