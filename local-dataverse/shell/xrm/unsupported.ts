/** Members of the platform that the shell does not have: calling one says so, instead of "is not a function". */

export class NotSupportedError extends Error {
  override readonly name = 'NotSupportedError';
  constructor(what: string) {
    super(`${what} is not supported by the local shell.`);
  }
}

/** An object whose methods throw, each naming itself. */
export function unsupported<K extends string>(
  owner: string,
  names: readonly K[],
): Record<K, (...args: unknown[]) => never> {
  const methods = names.map((name) => [
    name,
    (): never => {
      throw new NotSupportedError(`${owner}.${name}`);
    },
  ]);
  return Object.fromEntries(methods) as Record<K, (...args: unknown[]) => never>;
}

/** The same for methods that answer with a promise: it is rejected. */
export function unsupportedAsync<K extends string>(
  owner: string,
  names: readonly K[],
): Record<K, (...args: unknown[]) => Promise<never>> {
  const methods = names.map((name) => [
    name,
    (): Promise<never> => Promise.reject(new NotSupportedError(`${owner}.${name}`)),
  ]);
  return Object.fromEntries(methods) as Record<K, (...args: unknown[]) => Promise<never>>;
}
