/** The object without the members that are undefined. */
export function compact<T extends Record<string, unknown>>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(object).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets the names of the members it was given.
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
