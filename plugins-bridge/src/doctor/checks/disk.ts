import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, transportProblem } from '../failures.ts';
import { type Check, fault, ok, warning } from '../types.ts';

const mebibyte = 1_048_576;
/** Below this the queue cannot take a burst; below a gibibyte it is time to act. */
const least = 64 * mebibyte;
const enough = 1024 * mebibyte;
const room =
  'Free space, enlarge the volume, or name another folder in BRIDGE_DATA (move queue.sqlite there while the bridge is stopped).';

/** The folder of the queue can be written and has room: what is accepted is on disk before it is answered (SPEC B-2). */
export const disk: Check = {
  name: 'disk',
  async run({ config: { dataFolder }, readSpace }) {
    const probe = join(dataFolder, `.doctor-${randomUUID()}`);
    try {
      await mkdir(dataFolder, { recursive: true });
      const { free, size } = await readSpace(dataFolder);
      const space = `${megabytes(free)} of ${megabytes(size)} free in ${dataFolder}`;
      if (free < least) return fault(`the disk is full: ${space}`, room);
      await writeFile(probe, 'doctor');
      return free < enough ? warning(space, room) : ok(space);
    } catch (error) {
      return systemCode(error) === 'ENOSPC'
        ? fault(`the disk is full: ${dataFolder}`, room)
        : fault(
            `${dataFolder} cannot be written: ${transportProblem(error)}`,
            'Give the user the bridge runs as the right to write there, or name another folder in BRIDGE_DATA.',
          );
    } finally {
      await rm(probe, { force: true });
    }
  },
};

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / mebibyte)} MiB`;
}
