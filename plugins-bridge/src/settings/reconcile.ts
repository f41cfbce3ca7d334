import { type FieldMapping, planSettingsChange, settingsToRow } from '@activity-logging/activity-model';
import type { ChangeSet, Operation } from '../dataverse/batch.ts';
import { type Places, rowPath, type StoredConfiguration } from './configuration.ts';

/** What a change of the settings leads to on the server side (SPEC L-10). */
export interface Reconciliation {
  readonly changeSet: ChangeSet;
  /** Kinds that were switched off with their parent, mappings that were cleared; both empty when there is only to remember. */
  readonly switched: readonly string[];
  readonly removed: readonly FieldMapping[];
}

/**
 * Compares the settings with those applied last and clears what no longer applies: a child of a parent that was switched off,
 * the mappings of a target that was left. One change set under the row's ETag, so that of several bridges one does it. Pure.
 *
 * @returns `undefined` when there is nothing to do.
 */
export function reconcile(stored: StoredConfiguration, places: Places): Reconciliation | undefined {
  const before = stored.applied ?? stored.settings;
  const plan = planSettingsChange(before, stored.settings, stored.mappings);
  const applied = JSON.stringify(settingsToRow(plan.settings));
  const isKnown = stored.applied !== undefined && JSON.stringify(settingsToRow(stored.applied)) === applied;
  const current = settingsToRow(stored.settings);
  const changed = Object.entries(settingsToRow(plan.settings)).filter(([name, value]) => current[name] !== value);
  if (isKnown && changed.length === 0 && plan.removed.length === 0) return undefined;
  const operations: Operation[] = [
    {
      method: 'PATCH',
      path: rowPath(places),
      headers: { 'If-Match': stored.etag },
      body: { ...Object.fromEntries(changed), al_appliedsettings: applied },
    },
    ...plan.removed.map(({ id }): Operation => ({ method: 'DELETE', path: `${places.mapping.set}(${id})` })),
  ];
  return { changeSet: { operations }, switched: plan.switches.map(({ kind }) => kind), removed: plan.removed };
}
