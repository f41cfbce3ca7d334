/** One event of the canonical format, about 700 bytes as JSON: an e-mail to one of `people`. */
export function eventAt(index: number, people = 2000): object {
  const person = index % people;
  const user = { email: 'robin@northwind.example', name: 'Robin Castellan' };
  return {
    kind: 'email',
    id: `ingest-${index}`,
    version: '2026-11-20T14:05:00.123456-05:00',
    source: 'bench',
    occurredOn: '2026-11-20T14:05:00-05:00',
    direction: 'outgoing',
    subject: `Pilot of week ${index}`,
    body: {
      format: 'html',
      content:
        '<p>Dear Ann,</p><p>thank you for the talk of yesterday. Shall we start with the pilot on Monday? I have put the dates into the plan.</p>',
    },
    from: user,
    to: [{ email: `person${person}@alder.example`, name: `Person ${person}` }],
    messageId: `<ingest-${index}@northwind.example>`,
    conversationId: `thread-${index}`,
    user,
  };
}
