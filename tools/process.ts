import { spawn } from 'node:child_process';
import { inRoot, root } from './paths.ts';

/** A child process ended with another code than 0; `output` is all it printed. */
export class CommandFailed extends Error {
  readonly output: string;
  constructor(command: string, code: number | null, output: string) {
    super(`${command} ended with ${code}`);
    this.output = output;
  }
}

/**
 * Runs a program of an installed package on this Node and collects what it prints.
 *
 * @param script path of the JavaScript or TypeScript file, relative to the checkout.
 * @throws CommandFailed when it ends with another code than 0.
 */
export async function runNode(
  script: string,
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', inRoot(script), ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env, PP_TOOLS_TELEMETRY_OPTOUT: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new CommandFailed([script, ...args].join(' '), code, output);
  return output;
}
