import type { Activity, RowKind } from './activity';

/** What the kinds are filtered by: a reply is an email and a voicemail is a call to who reads. */
export const filters = ['emails', 'calls', 'meetings', 'notes', 'messages', 'recordings', 'steps', 'tasks'] as const;
export type Filter = (typeof filters)[number];

const filterOfKind: Readonly<Record<RowKind, Filter>> = {
  email: 'emails',
  reply: 'emails',
  call: 'calls',
  voicemail: 'calls',
  meeting: 'meetings',
  note: 'notes',
  message: 'messages',
  recording: 'recordings',
  step: 'steps',
  task: 'tasks',
};

export interface Wish {
  readonly filter: Filter | undefined;
  /** Words of the search box; all of them have to occur. */
  readonly search: string;
}

/** True while `wish` leaves nothing out. */
export function isEverything(wish: Wish): boolean {
  return wish.filter === undefined && wish.search.trim() === '';
}

/** The activities `wish` asks for, in the same order. */
export function select(activities: readonly Activity[], wish: Wish): readonly Activity[] {
  if (isEverything(wish)) return activities;
  const words = wish.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return activities.filter((activity) => fits(activity, wish.filter, words));
}

/** Filters that would show something, with how many of the loaded rows they hold. */
export function countsOf(activities: readonly Activity[]): ReadonlyMap<Filter, number> {
  const counts = new Map<Filter, number>();
  for (const { kind } of activities) {
    const filter = filterOfKind[kind];
    counts.set(filter, (counts.get(filter) ?? 0) + 1);
  }
  return counts;
}

function fits(activity: Activity, filter: Filter | undefined, words: readonly string[]): boolean {
  if (filter !== undefined && filterOfKind[activity.kind] !== filter) return false;
  if (words.length === 0) return true;
  const { subject, snippet, who, dispositionText, sentiment, nextStep } = activity;
  const text = [subject, snippet, who, dispositionText, sentiment, nextStep].join(' ').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
