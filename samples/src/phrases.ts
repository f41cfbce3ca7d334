/** Sentences the samples are made of. */

export const emailThreads = [
  {
    subject: 'Cutting your onboarding time',
    body: 'Teams of your size usually lose two days a month to manual hand-overs. I would like to show you how a team like yours got those two days back.',
  },
  {
    subject: 'Question about your renewal in spring',
    body: 'Your current agreement ends in spring. Before that, it may be worth comparing what has changed. Would a short call on Thursday suit you?',
  },
  {
    subject: 'Follow-up to our conversation',
    body: 'Thank you for your time today. As promised, here is the outline we discussed, with the three points you asked about marked in bold.',
  },
  {
    subject: 'Pricing for 40 seats',
    body: 'Please find the figures for 40 seats below. The volume discount applies from 50 seats on, so it may pay to wait for the second team.',
  },
  {
    subject: 'Réunion de jeudi – déjà confirmée',
    body: 'Bonjour, la réunion de jeudi est confirmée. Je vous envoie l’ordre du jour demain matin. 日本語の資料もあります。',
  },
  {
    subject: 'Security questionnaire',
    body: 'Attached are our answers to your security questionnaire. Sections 4 and 7 need a word from your side before we can finish them.',
  },
] as const;

export const callNotes = [
  'Wants a quote by Friday and will bring the CFO to the next call.',
  'Happy with the pilot. Asked for two references from the same industry.',
  'Budget is frozen until the new quarter; call again in the first week of January.',
  'Needs the German contract text before legal can look at it.',
  'Interested in the second module, not in the first. Sent the comparison.',
] as const;

export const sentiments = ['Interested', 'Neutral', 'Not Interested'] as const;
export const dispositions = ['Connected', 'No Answer', 'Gatekeeper', 'Busy'] as const;

export const notes = [
  'Prefers to be called before nine. Assistant: Mrs. Lang.',
  'Met at the trade fair; remembers our stand. Send the white paper, not the brochure.',
  'Decision is made together with the sister company in Lyon.',
] as const;

export const meetingTitles = ['Discovery call', 'Product demo', 'Pilot review', 'Contract walk-through'] as const;

export const steps = [
  { subject: 'LinkedIn: connect and comment', description: 'Connected; commented on the post about their new depot.' },
  { subject: 'Send printed case study', description: 'Sent by post to the office address.' },
] as const;
