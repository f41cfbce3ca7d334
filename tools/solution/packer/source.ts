/** A solution folder in memory. Packing is a function of these files and nothing else. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { listFiles } from '../tree.ts';
import { PackError, type Problems } from './problems.ts';
import { parseXml, XmlError, type Element } from './xml.ts';

/** Contents by path relative to the folder, `/` between parts. */
export type SourceFiles = ReadonlyMap<string, Uint8Array>;
export type PackageType = 'Managed' | 'Unmanaged';

/** @throws PackError when there is no such folder. */
export function readFolder(folder: string): SourceFiles {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new PackError([{ kind: 'missing-file', file: folder, reason: 'there is no such folder' }]);
  }
  return new Map(listFiles(folder).map((path) => [path, readFileSync(join(folder, path))]));
}

/** The files that go into one type of package, with XML parsed once and problems noted. */
export class Source {
  readonly problems: Problems;
  readonly #files: SourceFiles;
  readonly #type: PackageType;
  readonly #parsed = new Map<string, Element | undefined>();
  readonly #used = new Set<string>();

  constructor(files: SourceFiles, type: PackageType, problems: Problems) {
    this.#files = files;
    this.#type = type;
    this.problems = problems;
  }

  /** Paths below a folder that count for this package type: of a pair `x.xml`, `x_managed.xml` the fitting one. */
  paths(folder: string): string[] {
    const inFolder = [...this.#files.keys()].filter((path) => path.startsWith(`${folder}/`));
    return inFolder.filter((path) => this.#counts(path)).sort(byCodeUnit);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  bytes(path: string): Uint8Array | undefined {
    this.#used.add(path);
    return this.#files.get(path);
  }

  /** Root element of an XML file; undefined, with a problem noted, when it is missing or not well-formed. */
  xml(path: string): Element | undefined {
    if (this.#parsed.has(path)) return this.#parsed.get(path);
    const root = this.#parse(path);
    this.#parsed.set(path, root);
    return root;
  }

  /** As `xml`, and the root must have one of these names. */
  root(path: string, ...names: readonly string[]): Element | undefined {
    const root = this.xml(path);
    if (root === undefined || names.includes(root.nodeName)) return root;
    const expected = names.map((name) => `<${name}>`).join(' or ');
    this.problems.add('wrong-content', path, `root element is <${root.nodeName}>, not ${expected}`, root.lineNumber);
    return undefined;
  }

  /** Files nothing asked for: what the packer has no rule for must not be lost silently. */
  unused(): string[] {
    return [...this.#files.keys()].filter((path) => this.#counts(path) && !this.#used.has(path)).sort(byCodeUnit);
  }

  #counts(path: string): boolean {
    if (!path.endsWith('.xml') || path.startsWith('Controls/')) return true;
    if (path.endsWith('_managed.xml')) {
      return this.#type === 'Managed' && isManagedSibling(path);
    }
    const sibling = path.replace(/\.xml$/, '_managed.xml');
    return !(this.#type === 'Managed' && isManagedSibling(sibling) && this.#files.has(sibling));
  }

  #parse(path: string): Element | undefined {
    const bytes = this.bytes(path);
    if (bytes === undefined) {
      this.problems.add('missing-file', path, 'the file is not there');
      return undefined;
    }
    try {
      return parseXml(new TextDecoder().decode(bytes)).documentElement ?? undefined;
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      this.problems.add('not-xml', path, error.message, error.line);
      return undefined;
    }
  }
}

/** Only these sorts of files come in pairs; elsewhere `_managed` is a part of the name. */
function isManagedSibling(path: string): boolean {
  return (
    /^Entities\/[^/]+\/FormXml\/[^/]+\/[^/]+_managed\.xml$/.test(path) ||
    /^(AppModules\/[^/]+\/AppModule|AppModuleSiteMaps\/[^/]+\/AppModuleSiteMap|Other\/SiteMap|Dashboards\/[^/]+)_managed\.xml$/.test(
      path,
    )
  );
}

export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
