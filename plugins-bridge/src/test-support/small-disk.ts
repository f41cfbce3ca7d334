import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

export interface SmallDisk {
  readonly folder: string;
  unmount(): void;
}

/** A file system of one mebibyte at `folder`; `undefined` where this process may not mount one. */
export function smallDisk(folder: string): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    // No root, or no tmpfs on this system: the caller has another way.
    return undefined;
  }
  return {
    folder,
    unmount() {
      execFileSync('umount', [folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
