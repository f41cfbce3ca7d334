import type { Label } from './types.ts';

export const languages = [1033, 1031] as const;

/** English, German. */
export function label(english: string, german: string): Label {
  return { 1033: english, 1031: german };
}
