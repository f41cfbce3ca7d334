/** Codes of the choice `al_disposition` (SPEC T-5, T-6). */
export const dispositionCodes = {
  connected: 727000000,
  voicemail: 727000001,
  gatekeeper: 727000002,
  noAnswer: 727000003,
} as const;

const words: readonly (readonly [RegExp, number])[] = [
  [/voice\s*-?mail/i, dispositionCodes.voicemail],
  [/gate\s*-?keeper/i, dispositionCodes.gatekeeper],
  [/\bno[\s_-]*answer\b|\bbusy\b|\bnot? (available|reached)\b/i, dispositionCodes.noAnswer],
  [/^(?!.*\bnot\b).*\b(connected|spoke|answered|reached)\b/i, dispositionCodes.connected],
];

/** The code for a source's own words, which are kept beside it; `null` when none fits (SPEC T-6). */
export function dispositionCode(text: string | null | undefined): number | null {
  if (!text) return null;
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** True when the source's words say that the call ended in a voicemail (SPEC L-13). */
export function isVoicemail(text: string | null | undefined): boolean {
  return dispositionCode(text) === dispositionCodes.voicemail;
}
