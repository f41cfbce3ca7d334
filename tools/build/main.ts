/** `npm run build`: controls, web resources, app shell and solution zips. */
import { CommandFailed } from '../process.ts';
import { build } from './build.ts';

try {
  await build((step, ms) =>
    console.log(ms === 0 ? `  = ${step}: unchanged` : `  ✓ ${step} (${(ms / 1000).toFixed(1)} s)`),
  );
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`${error.message}\n${error.output}`);
  process.exitCode = 1;
}
