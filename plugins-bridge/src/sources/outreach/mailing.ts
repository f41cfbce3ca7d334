import type { EventFields } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { filled, lower, utc } from '../values.ts';
import { type Resource, shared } from './resource.ts';
import type { Mailing } from './schemas.ts';

/** An email (SPEC L-12). A bounced one was sent. */
export function emailFields(mailing: Mailing, resource: Resource): EventFields {
  const moments = [mailing.deliveredAt, mailing.openedAt, mailing.clickedAt, mailing.repliedAt, mailing.bouncedAt];
  const sent =
    moments.some((moment) => filled(moment)) ||
    /^(delivered|opened|clicked|replied|bounced)$/i.test(mailing.state ?? '');
  return compact({
    ...common(mailing, resource),
    whole: resource.complete || resource.people !== undefined,
    sent,
    direction: 'outgoing' as const,
    occurredOn: filled(mailing.deliveredAt) ? utc(String(mailing.deliveredAt)) : undefined,
    subject: mailing.subject,
    body: bodyOf(mailing),
    messageId: filled(mailing.messageId),
  });
}

/**
 * The answer to it (SPEC L-12): Outreach reports no more than its moment. What the email is called and who got it come with other
 * payloads than the answer, so that each of them tells it of the answer as well, which waits until it has come.
 *
 * @returns `undefined` when the payload says nothing about an answer.
 */
export function replyFields(mailing: Mailing, resource: Resource): EventFields | undefined {
  const replied = filled(mailing.repliedAt);
  const subject = filled(mailing.subject);
  if (!replied && !subject && !resource.people) return undefined;
  return compact({
    ...common(mailing, resource),
    whole: resource.complete || resource.people !== undefined,
    sent: replied !== undefined,
    direction: 'incoming' as const,
    occurredOn: replied === undefined ? undefined : utc(replied),
    subject: subject === undefined ? undefined : /^re:/i.test(subject) ? subject : `Re: ${subject}`,
  });
}

function common({ mailboxAddress }: Mailing, resource: Resource): EventFields {
  const mailbox = filled(mailboxAddress);
  return compact({
    ...shared(resource),
    // The mailbox is the user's, for whom the payload has no reference.
    user: resource.user ?? (mailbox ? { email: lower(mailbox) } : undefined),
    conversationId: `outreach-mailing-${resource.id}`,
  });
}

function bodyOf({ bodyHtml, bodyText }: Mailing): EventFields['body'] {
  if (filled(bodyHtml)) return { format: 'html', content: String(bodyHtml) };
  return filled(bodyText) ? { format: 'text', content: String(bodyText) } : undefined;
}
