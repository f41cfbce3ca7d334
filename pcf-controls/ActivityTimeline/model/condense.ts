// Pure domain: no platform and no screen in here, so that it can move to activity-model with the brief (SPEC T-2, T-12).

/** Most words a collapsed row may show (SPEC T-2). */
export const rowWords = 12;
const titleWords = 5;

export interface RowText {
  /** Subject as stored, `Call: Connected|Positive` or `Email: Re: Offer`. */
  readonly subject: string;
  /** Name of the kind in the reader's language; the title of a row whose subject says nothing else. */
  readonly kindName: string;
  readonly snippet: string;
  /** What else the row shows, which takes its share of the words: outcome, who, when. */
  readonly beside: readonly string[];
  /** The outcome has a place of its own, so a subject that only repeats it is dropped. */
  readonly outcomeShown: boolean;
}

/** Title and snippet of a collapsed row: with everything beside them never more than {@link rowWords} words. */
export function condense(text: RowText): { readonly title: string; readonly snippet: string } {
  const besides = text.beside.reduce((sum, part) => sum + countWords(part), 0);
  const room = Math.max(1, rowWords - besides);
  const title = cutWords(titleOf(text), Math.min(titleWords, room));
  const left = room - countWords(title);
  // One lone word of a text tells nothing.
  const snippet = left < 2 || sameText(text.snippet, title) ? '' : cutWords(text.snippet, left);
  return { title, snippet };
}

/** The subject without what the row's icon says already. */
function titleOf({ subject, kindName, outcomeShown }: RowText): string {
  const call = /^Call\b:?\s*(.*)$/s.exec(subject);
  if (call) return outcomeShown || !call[1] ? kindName : call[1].replace('|', ' · ');
  const bare = subject.replace(/^(?:Email|Other|Message|Recording|Meeting Booked):\s*/, '').trim();
  return bare || kindName;
}

/** Number of words: runs of characters between white space that are more than punctuation. */
export function countWords(text: string): number {
  return wordsOf(text).filter(isWord).length;
}

/** The first `limit` words, with `…` where something was left out. */
export function cutWords(text: string, limit: number): string {
  const words = wordsOf(text);
  const kept: string[] = [];
  let count = 0;
  for (const word of words) {
    if (isWord(word)) count += 1;
    if (count > limit) return `${kept.join(' ').replace(/[\s.,;:–—·|-]+$/, '')}…`;
    kept.push(word);
  }
  return kept.join(' ');
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Not `\p{L}`: the control build writes such a class out as 20 kB of ranges. */
function isWord(word: string): boolean {
  return /[^!-/:-@[-`{-~–—·…•«»“”„’]/.test(word);
}

function sameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
