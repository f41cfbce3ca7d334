import type { Source } from '../types.ts';
import { parseCanonical } from './parse.ts';

/** The product's own format, whoever sends it: deliveries of `POST /events` are kept under this name (SPEC B-1). */
export const canonicalSource: Source = { name: 'canonical', parse: parseCanonical };
