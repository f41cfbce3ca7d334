import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * A Chromium to test in: `CHROMIUM`, one of the usual places, else Debian's package when this is Debian and we are root.
 *
 * @returns the path, or the reason why there is none and the command that brings one.
 */
export function findChromium(): { path: string } | { missing: string } {
  const found = [process.env['CHROMIUM'] ?? '', ...candidates].find((path) => path !== '' && existsSync(path));
  if (found) return { path: found };
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isRootOnDebian) {
    console.log('Installing Chromium for the browser tests (once) …');
    const run = (...args: string[]): boolean =>
      spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
        .status === 0;
    if (run('update', '-qq') && run('install', '-y', '-qq', 'chromium') && existsSync(candidates[0]!))
      return { path: candidates[0]! };
  }
  return { missing: "no Chromium found: install one ('apt-get install chromium') or set CHROMIUM to its path" };
}
