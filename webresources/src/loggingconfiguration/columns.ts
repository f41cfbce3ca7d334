import { loggingConfigurationColumns as columns } from '@activity-logging/activity-model/metadata';

/** A switch that depends on another one, by column of `al_loggingconfiguration` (SPEC L-4). */
export interface Dependency {
  readonly parent: string;
  readonly child: string;
}

export const dependencies: readonly Dependency[] = [
  { parent: columns.al_logemails, child: columns.al_logreplies },
  { parent: columns.al_logcalls, child: columns.al_logvoicemails },
];
