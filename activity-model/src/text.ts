/**
 * Cuts text to `limit` UTF-16 code units (what Dataverse's MaxLength counts) at a whole word, with `…` as the last character.
 * A surrogate pair is never broken. Text that fits is returned unchanged (SPEC, end of section L).
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 1) return '';
  let end = limit - 1;
  // A word longer than half of the room is cut inside: losing it whole would lose more than it keeps.
  const wordEnd = text.slice(0, end + 1).search(/\s\S*$/);
  if (wordEnd > end / 2) end = wordEnd;
  if (isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Text that a column of `limit` takes; `null` for none. */
export function cutOrNull(text: string | null | undefined, limit: number): string | null {
  return text ? cutText(text, limit) || null : null;
}

/** Plain text for a column that holds HTML: nothing of it is read as markup, lines stay lines. */
export function textToHtml(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped.replace(/\r?\n/g, '<br>');
}

/** One line of plain text for search and timeline rows: white space folded, list marks and quoted lines of earlier mails left out. */
export function snippetOf(text: string, limit: number): string {
  const own = text
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith('>'))
    .map((line) => line.replace(/^\s*[*•-]\s+/, ''))
    .join(' ');
  return cutText(own.replace(/\s+/g, ' ').trim(), limit);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
