/** Names that model files and code outside the model agree on. */
import { controlSchemaName } from './publisher.ts';

export const controlNames = {
  timeline: controlSchemaName('ActivityTimeline'),
  settings: controlSchemaName('LoggingSettings'),
} as const;

export const libraryNames = {
  commands: 'al_/js/commands.js',
  fieldMapping: 'al_/js/fieldmapping.js',
  loggingConfiguration: 'al_/js/loggingconfiguration.js',
} as const;
