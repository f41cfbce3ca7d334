/**
 * Writes the committed solution sources and the TypeScript metadata from `solution/model`.
 *
 *   node tools/solution/generate.ts          writes what changed, removes what the model no longer has
 *   node tools/solution/generate.ts --check  writes nothing; exits 1 and names every stale file
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { solutions } from '../../solution/model/index.ts';
import { conversionsPage } from './docs/conversions.ts';
import { metricsPage } from './docs/metrics.ts';
import { rolesPage } from './docs/roles.ts';
import { settingsPage } from './docs/settings.ts';
import { layoutFiles } from './layout/files.ts';
import { metadataFiles } from './metadata/write.ts';
import { isStaged } from './packer/stage.ts';
import { staleFiles, writeTree, type Tree } from './tree.ts';
import { solutionVersion } from './version.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Everything the generator owns: a folder (relative to the repository) and all files that belong in it. */
export function generate(): readonly Tree[] {
  const version = solutionVersion();
  return [
    { folder: 'activity-model/src/metadata', files: metadataFiles(solutions, version), keep: () => false },
    ...solutions.map((solution) => ({
      folder: `solution/${solution.folder}`,
      files: layoutFiles(solution, version),
      keep: isStaged,
    })),
    { folder: 'docs/admin', files: rolesPage(solutions), keep: () => true },
    { folder: 'docs/operator', files: new Map([...settingsPage(), ...metricsPage()]), keep: () => true },
    { folder: 'docs/customizer', files: conversionsPage(), keep: () => true },
  ];
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const trees = generate();
  if (values.check) {
    const stale = trees.flatMap((tree) => staleFiles(repository, tree));
    for (const { file, reason } of stale) console.error(`${file}: ${reason}`);
    if (stale.length > 0) console.error('Run `npm run generate` and commit the result.');
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  const written = trees.reduce((sum, tree) => sum + writeTree(repository, tree), 0);
  const total = trees.reduce((sum, tree) => sum + tree.files.size, 0);
  console.log(`generate: ${total} files, ${written} changed`);
}

if (import.meta.main) main();
