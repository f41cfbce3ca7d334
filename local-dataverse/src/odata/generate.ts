/** Makes $filter texts at random, from a seed, for tests: valid ones, and ones broken in a way that no grammar allows. */

/** Numbers from 0 to below 1; the same seed gives the same series (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Words a generator may use. */
export interface Vocabulary {
  readonly columns: readonly string[];
  readonly collections: readonly string[];
  readonly literals: readonly string[];
  /** Functions of the platform, as whole calls. */
  readonly calls: readonly string[];
}

export interface Generator {
  /** A boolean expression. */
  valid(): string;
  /** A text that is no expression. */
  broken(): string;
}

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const TEXT_FUNCTIONS = ['contains', 'startswith', 'endswith'];
const MAX_DEPTH = 3;

export function createGenerator(seed: number, words: Vocabulary): Generator {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const chance = (share: number): boolean => random() < share;
  const space = (): string => (chance(0.05) ? '  ' : ' ');
  const column = (variable: string): string => `${variable}${pick(words.columns)}`;
  const comparison = (variable: string): string => {
    const left = chance(0.05) ? `(${column(variable)})` : column(variable);
    const right = chance(0.1) ? column(variable) : pick(words.literals);
    const [one, two] = chance(0.1) ? [right, left] : [left, right];
    return `${one}${space()}${pick(COMPARISONS)}${space()}${two}`;
  };
  const simple = (variable: string): string => {
    const roll = random();
    if (roll < 0.65) return comparison(variable);
    if (roll < 0.85)
      return `${pick(TEXT_FUNCTIONS)}(${column(variable)},'${pick(['a', '', "o''n", '%', 'ä b', '(', ' and '])}')`;
    if (roll < 0.92 && variable === '') return pick(words.calls);
    return comparison(variable);
  };
  const expression = (depth: number, variable = ''): string => {
    const roll = random();
    if (depth >= MAX_DEPTH || roll < 0.35) return simple(variable);
    if (roll < 0.7) {
      const parts = Array.from({ length: 2 + Math.floor(random() * 3) }, () => expression(depth + 1, variable));
      return parts.reduce((left, right) => `${left}${space()}${pick(['and', 'or'])}${space()}${right}`);
    }
    if (roll < 0.82) return `(${chance(0.1) ? ' ' : ''}${expression(depth + 1, variable)})`;
    if (roll < 0.92) return `(not (${expression(depth + 1, variable)}))`;
    if (variable !== '') return simple(variable);
    const collection = pick(words.collections);
    if (chance(0.15)) return `${collection}/any()`;
    return `${collection}/${pick(['any', 'all'])}(v:${expression(depth + 2, 'v/')})`;
  };
  const breakIt = (text: string): string => {
    switch (Math.floor(random() * 7)) {
      case 0:
        return `${text} and`;
      case 1:
        return `(${text}`;
      case 2:
        return `${text})`;
      case 3:
        return `${text} or or ${comparison('')}`;
      case 4:
        return `${column('')} eq 'never closed`;
      case 5:
        return `${text} xor ${comparison('')}`;
      default:
        return `${column('')} ${pick(COMPARISONS)}`;
    }
  };
  return { valid: () => expression(0), broken: () => breakIt(expression(2)) };
}
