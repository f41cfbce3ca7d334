/** Components found in the sources, compared with the root components that Solution.xml lists, both ways. */
import { children, type Element } from './xml.ts';
import type { Problems } from './problems.ts';

/** Component types of the platform that have sources in a folder (facts/packaging-and-pcf.md §2). */
export const componentTypes = {
  table: 1,
  choice: 9,
  relationship: 10,
  role: 20,
  view: 26,
  workflow: 29,
  chart: 59,
  form: 60,
  webResource: 61,
  siteMap: 62,
  control: 66,
  fieldSecurityProfile: 70,
  app: 80,
  pluginAssembly: 91,
  step: 92,
  serviceEndpoint: 95,
  canvasApp: 300,
} as const;

export interface Component {
  readonly type: number;
  /** Id without braces or schema name, lower case: what a root component refers to it by. */
  readonly key: string;
  readonly file: string;
  readonly line: number | undefined;
  /** Parts of a table travel with it; all else must be a root component of its own. */
  readonly needsRoot: boolean;
}

/** Ids are compared without braces and case. */
export function normalizeKey(value: string): string {
  return value.replace(/[{}]/g, '').trim().toLowerCase();
}

export class ComponentList {
  readonly #components = new Map<string, Component>();
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** Notes a duplicate when the same component was found before. */
  add(type: number, name: string | undefined, file: string, line: number | undefined, needsRoot = true): void {
    if (name === undefined || name === '') {
      this.#problems.add('wrong-content', file, 'the component has no name or id', line);
      return;
    }
    const key = normalizeKey(name);
    const first = this.#components.get(`${type}/${key}`);
    if (first !== undefined) {
      this.#problems.add('duplicate', file, `${name} is already in ${first.file}`, line);
      return;
    }
    this.#components.set(`${type}/${key}`, { type, key, file, line, needsRoot });
  }

  /** `key` as `normalizeKey` makes it. */
  has(type: number, key: string): boolean {
    return this.#components.has(`${type}/${key}`);
  }

  /** Compares with `<RootComponents>` of Solution.xml and notes what is missing on either side. */
  compare(rootComponents: Element, file: string): void {
    const known: readonly number[] = Object.values(componentTypes);
    const listed = new Set<string>();
    for (const root of children(rootComponents, 'RootComponent')) {
      const type = Number(root.getAttribute('type'));
      const name = root.getAttribute('schemaName') ?? root.getAttribute('id') ?? '';
      const line = root.lineNumber;
      if (!known.includes(type)) {
        this.#problems.add(
          'unknown-component-type',
          file,
          `no rule for root components of type ${type} (${name})`,
          line,
        );
        continue;
      }
      const keys = [root.getAttribute('schemaName'), root.getAttribute('id')]
        .filter((value) => value !== null)
        .map((value) => `${type}/${normalizeKey(value)}`);
      const found = keys.find((key) => this.#components.has(key));
      if (keys.some((key) => listed.has(key)))
        this.#problems.add('duplicate', file, `root component ${name} is listed twice`, line);
      for (const key of keys) listed.add(key);
      if (found === undefined) {
        this.#problems.add(
          'missing-source',
          file,
          `root component ${name} (type ${type}) has no source in the folder`,
          line,
        );
      }
    }
    for (const [key, component] of this.#components) {
      if (component.needsRoot && !listed.has(key)) {
        const reason = `${component.key} (type ${component.type}) is not a root component of Other/Solution.xml`;
        this.#problems.add('missing-root-component', component.file, reason, component.line);
      }
    }
  }
}
