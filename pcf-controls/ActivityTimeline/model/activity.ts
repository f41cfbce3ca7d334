import type { Kind, Target } from '@activity-logging/activity-model';

/** What a row shows as its kind: a logged kind, or `task` for a task nobody logged. */
export type RowKind = Kind | 'task';

/** One native activity as the timeline needs it; times are milliseconds since 1970 UTC. */
export interface Activity {
  readonly id: string;
  readonly table: Target;
  readonly kind: RowKind;
  readonly subject: string;
  readonly snippet: string;
  /** When it happened (SPEC T-1); for what did not happen yet, when it was planned or made. */
  readonly at: number;
  /** The activity's own state: open ones did not happen yet. */
  readonly state: 'open' | 'done' | 'canceled' | 'scheduled';
  readonly due?: number;
  readonly direction?: 'incoming' | 'outgoing';
  readonly disposition?: Disposition;
  /** Text of the disposition in the user's language, else the source's own words. */
  readonly dispositionText?: string;
  readonly sentiment?: string;
  readonly noShow: boolean;
  /** Who did it: the source's user when it named one (SPEC L-28), else the owner. */
  readonly who: string;
  readonly durationSeconds?: number;
  readonly recordingUrl?: string;
  readonly nextStep?: string;
  readonly nextStepDue?: number;
  readonly meetingType?: string;
  readonly location?: string;
  readonly sourceSystem?: string;
}

/** Codes of the choice `al_disposition`, in the order of its option values. */
export const dispositions = ['connected', 'voicemail', 'gatekeeper', 'noAnswer'] as const;
export type Disposition = (typeof dispositions)[number];
