import type { EventFields } from './event.ts';
import type { LoggingSettings } from './settings.ts';

/** True when only who and when may be kept: by the admin's setting or by the source's own word (SPEC L-30). */
export function isHeaderOnly(fields: EventFields, settings: LoggingSettings): boolean {
  return settings.headerOnly || fields.headerOnly === true;
}

/**
 * The fields without what was written or said. A call keeps its disposition and sentiment: they say how it ended, not what was
 * spoken of. Texts keep their times, which divide the thread.
 */
export function headerOf(fields: EventFields): EventFields {
  const { texts, ...kept } = fields;
  for (const name of ['subject', 'title', 'body', 'stepName', 'location', 'actionItems'] as const) delete kept[name];
  for (const name of ['nextStep', 'nextStepDue'] as const) delete kept[name];
  return texts ? { ...kept, texts: texts.map((text) => ({ ...text, text: '' })) } : kept;
}
