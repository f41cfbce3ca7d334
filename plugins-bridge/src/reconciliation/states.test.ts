import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { fileStates } from './states.ts';
import { statesContract } from './states-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-states-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('states of sources in a file', () => statesContract(() => fileStates(folder)));
