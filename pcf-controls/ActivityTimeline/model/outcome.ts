import type { Activity } from './activity';
import { cutWords } from './condense';

export type Tone = 'good' | 'neutral' | 'warning' | 'bad';
export interface Outcome {
  readonly text: string;
  readonly tone: Tone;
}

/** Words for states that are no disposition, in the reader's language. */
export interface StateNames {
  readonly canceled: string;
  readonly noShow: string;
  readonly scheduled: string;
  readonly open: string;
  readonly overdue: string;
}

/** What came of an activity, in at most four words: a state that changes its meaning first, then disposition and sentiment. */
export function outcomeOf(activity: Activity, now: number, names: StateNames): Outcome | undefined {
  if (activity.noShow) return { text: names.noShow, tone: 'bad' };
  if (activity.state === 'canceled') return { text: names.canceled, tone: 'neutral' };
  if (activity.state === 'open') {
    const overdue = activity.due !== undefined && activity.due < now;
    return overdue ? { text: names.overdue, tone: 'warning' } : { text: names.open, tone: 'neutral' };
  }
  if (activity.state === 'scheduled') {
    return activity.at > now ? { text: names.scheduled, tone: 'neutral' } : undefined;
  }
  // A voicemail's kind says already what its disposition would.
  const disposition = activity.kind === 'voicemail' ? undefined : activity.dispositionText;
  const parts = [disposition, activity.sentiment].filter((part): part is string => part !== undefined);
  if (parts.length === 0) return undefined;
  return {
    text: parts.map((part) => cutWords(part, 2)).join(' · '),
    tone: activity.disposition === 'connected' ? 'good' : 'neutral',
  };
}
