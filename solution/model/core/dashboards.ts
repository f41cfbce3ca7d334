/** Dashboard of the app (SPEC T-7). Six tiles: what the platform shows without a raised limit. */
import { label } from '../labels.ts';
import type { Dashboard } from '../types.ts';
import { activityChartNames, activityViewNames, kindChartName } from './charts-activities.ts';
import { callChartNames, callViewNames } from './charts-calls.ts';

export const activityLoggingDashboard: Dashboard = {
  name: 'activity-logging',
  constant: 'activityLogging',
  label: label('Activity Logging', 'Aktivitätsprotokollierung'),
  description: label(
    'Calls and their outcome, and who did how much of what',
    'Anrufe und ihr Ergebnis, und wer wie viel wovon tat',
  ),
  columns: 3,
  tiles: [
    {
      name: 'calls_by_disposition',
      label: label('Calls by Disposition', 'Anrufe nach Ergebnis'),
      table: 'phonecall',
      view: callViewNames.withDisposition,
      chart: callChartNames.byDisposition,
    },
    {
      name: 'connect_rate',
      label: label('Connect Rate by Week', 'Verbindungsquote nach Woche'),
      table: 'phonecall',
      view: callViewNames.withDisposition,
      chart: callChartNames.rateByWeek,
      canChangeChart: true,
    },
    {
      name: 'calls_without_disposition',
      label: label('Calls without disposition', 'Anrufe ohne Ergebnis'),
      table: 'phonecall',
      view: callViewNames.withoutDisposition,
    },
    {
      name: 'completed_by_type',
      label: label('Completed Activities by Type', 'Abgeschlossene Aktivitäten nach Typ'),
      table: 'activitypointer',
      view: activityViewNames.completed,
      chart: activityChartNames.byType,
    },
    {
      name: 'per_user_per_week',
      label: label('Activities per User per Week', 'Aktivitäten je Benutzer und Woche'),
      table: 'activitypointer',
      view: activityViewNames.recentWeeks,
      chart: activityChartNames.byUserAndWeek,
    },
    {
      name: 'logged_by_kind',
      label: label('Logged Tasks by Kind', 'Protokollierte Aufgaben nach Art'),
      table: 'task',
      view: 'logged',
      chart: kindChartName,
      canChangeChart: true,
    },
  ],
};

export const dashboards: readonly Dashboard[] = [activityLoggingDashboard];
