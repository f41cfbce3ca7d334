import { Disposition } from './metadata/choices.ts';

const words: readonly (readonly [RegExp, number])[] = [
  [/voice\s*-?mail/i, Disposition.Voicemail],
  [/gate\s*-?keeper/i, Disposition.Gatekeeper],
  [/\bno[\s_-]*answer\b|\bbusy\b|\bnot? (available|reached)\b/i, Disposition.NoAnswer],
  [/^(?!.*\bnot\b).*\b(connected|spoke|answered|reached)\b/i, Disposition.Connected],
];

/** The code for a source's own words, which are kept beside it; `null` when none fits (SPEC T-6). */
export function dispositionCode(text: string | null | undefined): number | null {
  if (!text) return null;
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** True when the source's words say that the call ended in a voicemail (SPEC L-13). */
export function isVoicemail(text: string | null | undefined): boolean {
  return dispositionCode(text) === Disposition.Voicemail;
}
