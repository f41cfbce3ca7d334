/** `npm run build [-- step …]`: controls, web resources, app shell and solution zips; or only the named steps. */
import { CommandFailed } from '../process.ts';
import { build, UnknownStep } from './build.ts';

try {
  await build(
    (step, ms) => console.log(ms === 0 ? `  = ${step}: unchanged` : `  ✓ ${step} (${(ms / 1000).toFixed(1)} s)`),
    process.argv.slice(2),
  );
} catch (error) {
  if (error instanceof CommandFailed) console.error(`${error.message}\n${error.output}`);
  else if (error instanceof UnknownStep) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
