/** `npm run conformance`: one line a group; exit code 1, with every failure named, when one differs from the platform. */
import { findChromium } from '../../tools/test/chromium.ts';
import { startService } from './service.ts';

const chromium = findChromium();
// Read where browsers are opened, so it is set before the groups are loaded.
if ('path' in chromium) process.env['CHROMIUM'] = chromium.path;
const { groups } = await import('./groups.ts');

const service = await startService();
try {
  for (const group of groups) {
    const missing = group.missing?.();
    if (missing !== undefined) {
      console.log(`- (${group.letter}) ${group.title}: skipped, ${missing}`);
      continue;
    }
    const { checked, failures, notes } = await group.run(service);
    const passed = failures.length === 0;
    if (!passed) process.exitCode = 1;
    const told = [passed ? `${checked} checked` : `${failures.length} of ${checked} failed`, ...notes].join('; ');
    console.log(`${passed ? '✓' : '✗'} (${group.letter}) ${group.title}: ${told}`);
    for (const failure of failures) console.error(`    ${failure}`);
  }
} finally {
  await service.close();
}
