/** Objects are compared by the members expected, arrays by length and each item, patterns against texts, the rest by value. */
export function difference(expected: unknown, actual: unknown, place = 'body'): string | undefined {
  if (expected instanceof RegExp) {
    return typeof actual === 'string' && expected.test(actual)
      ? undefined
      : `${place} is ${JSON.stringify(actual)}, not like ${String(expected)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return `${place} is ${JSON.stringify(actual)}, not ${expected.length} items`;
    return first(expected.map((each, index) => difference(each, actual[index] as unknown, `${place}[${index}]`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return `${place} is ${JSON.stringify(actual)}, no object`;
    const members = new Map(Object.entries(actual));
    return first(
      Object.entries(expected).map(([name, value]) => difference(value, members.get(name), `${place}.${name}`)),
    );
  }
  return Object.is(expected, actual)
    ? undefined
    : `${place} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((each) => each !== undefined);
}
