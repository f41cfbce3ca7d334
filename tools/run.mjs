/**
 * Runs a command of this project on a fresh machine: installs what is missing from the lock file, builds what the command reads and
 * is missing or out of date, then starts the command on the Node that the lock file brings. Only the command itself writes to
 * stdout, so that `--json` is JSON alone. Plain JavaScript without dependencies, because nothing is installed when it starts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const commands = {
  start: ['tools/start/main.ts'],
  test: ['tools/test/main.ts'],
  'test:unit': ['tools/test/unit.ts'],
  build: ['tools/build/main.ts'],
  pack: ['tools/solution/pack.ts'],
  unpack: ['tools/solution/unpack.ts'],
  generate: ['tools/solution/generate.ts'],
  lint: ['node_modules/eslint/bin/eslint.js', '.'],
  typecheck: ['tools/test/typecheck.ts'],
  conformance: ['test/conformance/main.ts'],
  bench: ['test/bench/main.ts'],
  faults: ['test/faults/main.ts'],
  'local-dataverse': ['local-dataverse/src/cli.ts'],
  preview: ['plugins-bridge/src/cli/main.ts', 'preview'],
  'activity-logging': ['plugins-bridge/src/cli/main.ts'],
};

/**
 * Steps of the build whose outputs a command reads, where it does not build them itself; `[]` is the whole build. `pack` makes the
 * zips of the last step itself, and with arguments it packs a folder of the caller.
 */
const reads = {
  bench: () => [],
  faults: () => [],
  pack: (args) => (args.length === 0 ? ['activity model', 'controls', 'web resources'] : undefined),
  // The controls' build writes the types of their manifests.
  typecheck: () => ['activity model', 'controls'],
  'local-dataverse': () => ['app shell'],
};

const [name, ...rest] = process.argv.slice(2);
const command = commands[name ?? ''];
if (!command) {
  console.error(`Unknown command '${name ?? ''}'. Known: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}
install();
const steps = reads[name]?.(rest);
if (steps) {
  const code = await run(['tools/build/main.ts', ...steps], ['inherit', 2, 'inherit']);
  if (code !== 0) process.exit(code);
}
process.exitCode = await run([...command, ...rest]);

/** `npm ci` unless node_modules already holds what the lock file says. */
function install() {
  const stamp = join(root, 'node_modules', '.installed');
  const lock = join(root, 'package-lock.json');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node)) return;
  const hidden = join(root, 'node_modules', '.package-lock.json');
  const byHand = existsSync(hidden) && existsSync(node) && statSync(hidden).mtimeMs >= statSync(lock).mtimeMs;
  if (!byHand) {
    console.error('Installing the packages of the lock file (once, about a minute) …');
    const npm = process.env.npm_execpath;
    const done = npm
      ? spawnSync(process.execPath, [npm, 'ci', '--no-progress', '--loglevel=error'], {
          cwd: root,
          stdio: ['inherit', 2, 'inherit'],
        })
      : spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], {
          cwd: root,
          stdio: ['inherit', 2, 'inherit'],
          shell: process.platform === 'win32',
        });
    if (done.status !== 0) {
      console.error("The install failed. Run 'npm ci' by hand to see why.");
      process.exit(done.status ?? 1);
    }
    if (!existsSync(node)) {
      console.error("The package 'node' was installed without its program; run 'npm rebuild node'.");
      process.exit(1);
    }
  }
  writeFileSync(stamp, wanted);
}

/**
 * Signals go to the child; this process only waits for it.
 *
 * @returns its exit code
 */
function run(args, stdio = 'inherit') {
  const bin = dirname(node);
  const env = {
    ...process.env,
    PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    PP_TOOLS_TELEMETRY_OPTOUT: '1',
  };
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root, stdio, env });
  const pass = { SIGINT: () => child.kill('SIGINT'), SIGTERM: () => child.kill('SIGTERM') };
  for (const [signal, handler] of Object.entries(pass)) process.on(signal, handler);
  return new Promise((done) => {
    child.on('exit', (code, signal) => {
      for (const [name, handler] of Object.entries(pass)) process.off(name, handler);
      done(code ?? (signal ? 1 : 0));
    });
  });
}
