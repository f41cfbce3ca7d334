import { isVoicemail } from './disposition.ts';
import type { EventFields } from './event.ts';
import type { ItemType, Kind, Target } from './kinds.ts';
import { isLogged, type LoggingSettings, targetOf } from './settings.ts';

/** What is to be done with an item as it is known now. */
export type Decision =
  | {
      readonly do: 'log';
      readonly kind: Kind;
      readonly target: Target;
      /** Deleted at the source: its rows are cancelled (SPEC L-24). */
      readonly cancel?: true;
      /** The row keeps its content and only ends: a meeting whose changes are not followed is over (SPEC L-17, L-18). */
      readonly close?: true;
    }
  /** Nothing to log by the admin's rules; a later payload of the item is decided anew. */
  | { readonly do: 'skip'; readonly reason: string }
  /** Not enough is known yet; the next payload of the item brings it. */
  | { readonly do: 'wait'; readonly reason: string };

export interface DecideInput {
  readonly type: ItemType;
  readonly fields: EventFields;
  /** Table of the row this item already has, when it was logged before. */
  readonly written?: Target;
  /** The moment has come at which its row changes by itself; no payload of the source asks for it (SPEC L-17). */
  readonly due?: boolean;
}

/** The kind of an item: a call that ended in a voicemail is a voicemail (SPEC L-13), everything else is what the source says. */
export function kindOf(type: ItemType, fields: EventFields): Kind {
  return type === 'call' && (fields.leftVoicemail === true || isVoicemail(fields.disposition)) ? 'voicemail' : type;
}

/**
 * Applies the admin's rules to one item (SPEC L-1 … L-24). Pure.
 *
 * An item that was logged before keeps its row and its table whatever the settings say now (SPEC L-9).
 */
export function decide(input: DecideInput, settings: LoggingSettings): Decision {
  const { type, fields, written } = input;
  const kind = kindOf(type, fields);
  if (fields.deleted) {
    if (!written) return skip('deleted at the source before it was logged');
    if (!settings.mirrorDeletions) return skip('deleted at the source; the row is kept (L-24)');
    return { do: 'log', kind, target: written, cancel: true };
  }
  const unready = notReady(kind, fields);
  if (unready) return unready;
  if (written) {
    if (kind !== 'meeting' || settings.followMeetingChanges) return { do: 'log', kind, target: written };
    if (input.due && written === 'appointment') return { do: 'log', kind, target: written, close: true };
    return skip('meeting changes are not followed (L-18)');
  }
  if (!isLogged(settings, kind)) return skip(`${kind} logging is switched off`);
  return { do: 'log', kind, target: targetOf(settings, kind) };
}

function notReady(kind: Kind, fields: EventFields): Decision | undefined {
  if (fields.whole === false) return wait('only changes of it are known so far');
  switch (kind) {
    case 'email':
    case 'reply':
      return fields.sent === false ? skip('not sent yet') : undefined;
    case 'step':
      if (fields.completeOnly) return skip('a step that is only marked done');
      return fields.completed === false ? wait('the step is not completed yet') : undefined;
    case 'meeting':
      return fields.start ? undefined : wait('the meeting has no start yet');
    case 'message':
      return fields.texts?.length ? undefined : wait('the thread has no text yet');
    case 'recording':
      return fields.recordingUrl ? undefined : wait('the recording is still being processed');
    default:
      return undefined;
  }
}

const skip = (reason: string): Decision => ({ do: 'skip', reason });
const wait = (reason: string): Decision => ({ do: 'wait', reason });
