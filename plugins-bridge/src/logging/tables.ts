import { type Limits, targets } from '@activity-logging/activity-model';
import {
  appointmentMaxLengths,
  emailMaxLengths,
  phoneCallMaxLengths,
  taskMaxLengths,
} from '@activity-logging/activity-model/metadata';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { MissingColumnError, type Tables } from './row-body.ts';

/** Tables a row touches: its own, its lookups', its parties'. */
const touched = [
  ...targets,
  'activitypointer',
  'activityparty',
  'contact',
  'account',
  'lead',
  'opportunity',
  'systemuser',
  'al_meetingattendee',
  'al_loggingissue',
  'al_fieldmapping',
];

/** What is shipped; an organisation may have changed it. */
const shipped = {
  task: taskMaxLengths,
  email: emailMaxLengths,
  phonecall: phoneCallMaxLengths,
  appointment: appointmentMaxLengths,
};

/** Reads the definitions rows are planned with. @throws PassingFailure, DataverseError */
export async function readTables(metadata: Metadata): Promise<{ readonly tables: Tables; readonly limits: Limits }> {
  const infos = new Map<string, TableInfo>();
  await Promise.all(
    touched.map(async (name) => {
      const info = await metadata.table(name);
      if (info) infos.set(name, info);
    }),
  );
  const limit = (table: keyof Limits, column: 'subject' | 'description'): number =>
    infos.get(table)?.columns.get(column)?.maxLength ?? shipped[table][column];
  const limits = (table: keyof Limits) => ({
    subject: limit(table, 'subject'),
    description: limit(table, 'description'),
  });
  return {
    tables: {
      get(name) {
        const info = infos.get(name);
        if (!info) throw new MissingColumnError(`table ${name} does not exist`);
        return info;
      },
    },
    limits: {
      task: limits('task'),
      email: limits('email'),
      phonecall: limits('phonecall'),
      appointment: limits('appointment'),
    },
  };
}
