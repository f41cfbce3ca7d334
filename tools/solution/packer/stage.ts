/** Build outputs and icons are copied into the layout folder before packing, so that `pac solution pack` takes the same folder. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { controlSchemaName, type Solution } from '../../../solution/model/index.ts';
import { withControlVersion } from './assets.ts';
import { listFiles } from '../tree.ts';
import { PackError, type Problem } from './problems.ts';

/** True for a path of a solution folder that is a staged build output and not a source. */
export function isStaged(path: string): boolean {
  if (path.startsWith('Controls/')) return !path.endsWith('/ControlManifest.xml.data.xml');
  if (path.startsWith('WebResources/')) return !path.endsWith('.data.xml');
  return false;
}

/**
 * Makes the staged files of `solution/<folder>` equal to the build outputs: copies what differs, removes what is gone.
 * @param root the repository
 * @param version three parts, written into the staged control manifests
 * @throws PackError naming the command that makes a missing output
 */
export function stageBuildOutputs(root: string, solution: Solution, version: string): void {
  const target = join(root, 'solution', solution.folder);
  const wanted = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { name } of solution.controls) {
    const output = `pcf-controls/out/controls/${name}`;
    if (!existsSync(join(root, output, 'ControlManifest.xml')))
      problems.push(notBuilt(`${output}/ControlManifest.xml`));
    for (const path of listFiles(join(root, output))) {
      wanted.set(`Controls/${controlSchemaName(name)}/${path}`, join(root, output, path));
    }
  }
  for (const { name, buildOutput, source } of solution.webResources) {
    const file = buildOutput ?? source;
    if (!existsSync(join(root, file))) {
      problems.push(
        source === undefined
          ? notBuilt(file)
          : { kind: 'missing-file', file, reason: `the source of the web resource ${name} is not there` },
      );
    }
    wanted.set(`WebResources/${name}`, join(root, file));
  }
  if (problems.length > 0) throw new PackError(problems);

  for (const path of listFiles(target)) {
    if (isStaged(path) && !wanted.has(path)) rmSync(join(target, path));
  }
  for (const [path, from] of wanted) {
    const content = readFileSync(from);
    const isManifest = path.startsWith('Controls/') && path.endsWith('/ControlManifest.xml');
    writeIfDifferent(join(target, path), isManifest ? withControlVersion(content, version) : content);
  }
}

function notBuilt(file: string): Problem {
  return { kind: 'missing-build-output', file, reason: 'not built yet; run `npm run build` first' };
}

function writeIfDifferent(to: string, content: Uint8Array): void {
  if (existsSync(to) && readFileSync(to).equals(content)) return;
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, content);
}
