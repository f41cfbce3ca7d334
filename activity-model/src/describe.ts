import type { Body } from './event.ts';
import { strangersOf } from './meetings.ts';
import type { HtmlTools, RowContext } from './row.ts';
import { type Segment, segmentText } from './threads.ts';
import { textToHtml } from './text.ts';

/** What a row says, whole: plain for searching, and as its description keeps it. */
export interface Texts {
  readonly plain: string;
  readonly description: string;
}

/** The text of a row, with what has no column of its own on the target added below it. Nothing of it in header-only capture (SPEC L-30). */
export function textsOf(context: RowContext, keepsHtml: boolean, segment?: Segment): Texts {
  if (context.headerOnly) return { plain: '', description: '' };
  // A search hit should show what was said, not when.
  if (segment) return { plain: segment.map(({ text }) => text).join('\n'), description: segmentText(segment) };
  const plain = [textOf(context.fields.body, context.html), ...additions(context)].filter(Boolean).join('\n\n');
  return { plain, description: keepsHtml ? htmlOf(context.fields.body, context.html) : plain };
}

function additions({ fields, decision, people }: RowContext): string[] {
  if (decision.kind === 'meeting') {
    const strangers = strangersOf(fields, people);
    return strangers.length > 0 ? [`Also invited: ${strangers.map(addressText).join(', ')}`] : [];
  }
  if (decision.kind !== 'recording') return [];
  const invitees = (fields.attendees ?? []).map(addressText).join(', ');
  return [invitees && `Invitees: ${invitees}`, `Recording: ${fields.recordingUrl ?? ''}`];
}

function textOf(body: Body | null | undefined, html: HtmlTools): string {
  if (!body) return '';
  return (body.format === 'html' ? html.toText(body.content) : body.content).trim();
}

/** An e-mail's description is HTML: what came as plain text must not be read as markup. */
function htmlOf(body: Body | null | undefined, html: HtmlTools): string {
  if (!body) return '';
  return body.format === 'html' ? html.sanitize(body.content) : textToHtml(body.content);
}

function addressText({ email, name }: { readonly email: string; readonly name?: string }): string {
  return name ? `${name} <${email}>` : email;
}
