/** Ways of importing: update, upgrade in one go, and upgrade by way of a holding solution. */
import { DataverseError } from '../engine/errors.ts';
import type { Engine } from '../engine/types.ts';
import { RIBBONS } from '../metadata/base/private-tables.ts';
import { applyPackage, type ImportCounts } from './apply.ts';
import { componentKey, componentsOf, heldBy, hold, release } from './components.ts';
import type { SolutionPackage } from './read/package.ts';
import { removeRibbons, saveRibbons } from './ribbons.ts';
import { letGo, removeSolutionRow, undoable } from './uninstall.ts';

/**
 * `update`: components that the package no longer has stay. `upgrade` (StageAndUpgrade): they go.
 * `holding`: the package is installed beside the old version as `<name>_Upgrade`, until DeleteAndPromote. Here a holding
 * solution's changes to components that exist take effect at once: layers are not kept apart.
 */
export type ImportMode = 'update' | 'upgrade' | 'holding';

const HOLDING = '_Upgrade';

/** @throws DataverseError 0x8004f01d when an upgrade takes away what something else needs */
export function applyAs(
  mode: ImportMode,
  pack: SolutionPackage,
  engine: Engine,
  now: string,
): { solutionId: string; counts: ImportCounts } {
  const { uniqueName, isManaged } = pack.manifest;
  const isInstalled = engine.system.find('solution', { uniquename: uniqueName }).length > 0;
  // Upgrading is for managed solutions that are there; everything else is a plain import.
  if (mode === 'update' || !isManaged || !isInstalled) return applyPackage(pack, engine, now);
  if (mode === 'holding') {
    const name = uniqueName + HOLDING;
    if (engine.system.find('solution', { uniquename: name }).length > 0) throw holdingExists(name);
    return applyPackage({ ...pack, manifest: { ...pack.manifest, uniqueName: name } }, engine, now);
  }
  const result = applyPackage(pack, engine, now, true);
  const brought = new Set(componentsOf(pack).map(componentKey));
  letGo(
    engine,
    uniqueName,
    heldBy(engine, uniqueName).filter((each) => !brought.has(componentKey(each))),
  );
  return result;
}

/**
 * Puts the holding solution in the place of the old version; what only the old version held goes.
 * @returns solutionid of what is installed now
 * @throws DataverseError when there is no holding solution, or something needs what would go
 */
export function deleteAndPromote(engine: Engine, uniqueName: string): string {
  const find = (name: string): string | undefined => {
    const row = engine.system.find('solution', { uniquename: name })[0];
    return row === undefined ? undefined : String(row['solutionid']);
  };
  const old = find(uniqueName);
  const holding = find(uniqueName + HOLDING);
  if (old === undefined || holding === undefined) throw noHolding(uniqueName);
  return undoable(engine, () => {
    letGo(engine, uniqueName, heldBy(engine, uniqueName));
    removeSolutionRow(engine, old);
    engine.system.update('solution', holding, { uniquename: uniqueName });
    hold(engine, uniqueName, heldBy(engine, uniqueName + HOLDING));
    release(engine, uniqueName + HOLDING);
    const ribbons = engine.system.find(RIBBONS, { solution: uniqueName + HOLDING }).map((row) => ({
      table: typeof row['tablename'] === 'string' ? row['tablename'] : undefined,
      xml: String(row['definition']),
    }));
    removeRibbons(engine, uniqueName + HOLDING);
    saveRibbons(engine, uniqueName, ribbons, true);
    return holding;
  });
}

/** Code and text: learn.microsoft.com, "error 80048539 when importing a solution patch". */
function holdingExists(name: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048539',
    `Solution manifest import: FAILURE: Holding solution ${name} already exists.`,
  );
}

/** The platform's own words for this case were not found. */
function noHolding(name: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048539',
    `The solution ${name} cannot be upgraded: it is not installed, or no holding solution ${name}${HOLDING} is.`,
  );
}
