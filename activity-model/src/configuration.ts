import type { FieldMapping } from './mapping/types.ts';
import type { LoggingSettings } from './settings.ts';

/** All that an admin configures: the one row of settings and the mappings (SPEC F-7). */
export interface Configuration {
  readonly settings: LoggingSettings;
  readonly mappings: readonly FieldMapping[];
}
