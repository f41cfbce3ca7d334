import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../paths.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/**
 * Runs Jest with its own output on the screen. The browser rooms need a run of their own: Jest remembers in a worker whether a
 * file is an ES module, and theirs are compiled to CommonJS.
 *
 * @returns the counts; a test file that could not be run at all counts as one failure.
 */
export async function runJest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'jest-report-'));
  const report = join(folder, 'report.json');
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      inRoot('node_modules/jest/bin/jest.js'),
      '--json',
      '--passWithNoTests',
      `--outputFile=${report}`,
      ...args,
    ],
    // The JSON that Jest also prints on stdout is dropped; its readable report goes to stderr.
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } },
  );
  await new Promise((resolve, reject) => {
    jest.on('error', reject);
    jest.on('close', resolve);
  });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function add(one: Counts, other: Counts): Counts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed, skipped: one.skipped + other.skipped };
}

/** The closing line of every test command. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
