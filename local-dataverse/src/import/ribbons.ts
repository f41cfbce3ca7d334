/**
 * Ribbons as solutions brought them: the `<RibbonDiffXml>` of a table (in its `<Entity>`) or of the application
 * (child of `ImportExportXml`), one text per solution and table. The shell merges them.
 */
import type { Engine } from '../engine/types.ts';
import { RIBBONS } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';

/** What a package says about one ribbon. */
export interface RibbonImport {
  /** Logical name; undefined = the application ribbon. */
  readonly table: string | undefined;
  /** The whole element, `<RibbonDiffXml>…</RibbonDiffXml>`; undefined = the package changes nothing (any more). */
  readonly xml: string | undefined;
}

/**
 * The ribbon differences of a table, or of the application.
 * @returns RibbonDiffXml texts in the order in which their solutions were first imported; a later one wins
 */
export function ribbonsOf(engine: Engine, table: string | undefined): readonly string[] {
  return engine.system
    .find(RIBBONS, { tablename: table ?? null }, ['definition'])
    .map((row) => String(row['definition']));
}

/** Every ribbon difference of the organisation. */
export function allRibbons(engine: Engine): readonly string[] {
  return engine.system.find(RIBBONS, {}, ['definition']).map((row) => String(row['definition']));
}

/**
 * Keeps what a package says about ribbons.
 * @param upgrade ribbons of the solution that the package does not mention go too
 */
export function saveRibbons(
  engine: Engine,
  solution: string,
  ribbons: readonly RibbonImport[],
  upgrade: boolean,
): void {
  const before = new Set(engine.system.find(RIBBONS, { solution }, [KEY]).map((row) => String(row[KEY])));
  for (const { table, xml } of ribbons) {
    const id = stableId('ribbon', solution, table ?? '');
    const known = before.delete(id);
    if (xml === undefined) {
      if (known) engine.system.remove(RIBBONS, id);
    } else if (known) engine.system.update(RIBBONS, id, { definition: xml });
    else engine.system.insert(RIBBONS, { [KEY]: id, solution, tablename: table ?? null, definition: xml });
  }
  if (upgrade) for (const id of before) engine.system.remove(RIBBONS, id);
}

/** Forgets the ribbons of a solution that is uninstalled, or of a table that goes. */
export function removeRibbons(engine: Engine, solution: string): void {
  saveRibbons(engine, solution, [], true);
}

const KEY = `${RIBBONS}id`;
