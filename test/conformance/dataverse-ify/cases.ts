/** All cases, for both halves of the client. */
import type { Case } from '../group.ts';
import { activities } from './activities.ts';
import { messages } from './messages.ts';
import { rows } from './rows.ts';
import { values } from './values.ts';
import type { World } from './world.ts';

export const cases: readonly Case<World>[] = [...rows, ...values, ...activities, ...messages];
