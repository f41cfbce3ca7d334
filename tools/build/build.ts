import { existsSync } from 'node:fs';
import { inRoot } from '../paths.ts';
import { runNode } from '../process.ts';
import { hashInputs, setStamp, stampOf } from './stamps.ts';

/** One build output: made again only when its inputs changed or it is missing. */
interface Step {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  run(): Promise<unknown>;
}

const zips = ['ActivityLogging', 'ActivityLoggingSales'].flatMap((name) => [
  `dist/${name}.zip`,
  `dist/${name}_managed.zip`,
]);
const model = [
  'activity-model/src',
  'activity-model/package.json',
  'activity-model/tsconfig.build.json',
  'tsconfig.base.json',
];

const activityModel: Step = {
  name: 'activity model',
  inputs: model,
  outputs: ['activity-model/dist/index.js'],
  run: () => runNode('node_modules/typescript/bin/tsc', ['-p', 'activity-model/tsconfig.build.json']),
};
const controls: Step = {
  name: 'controls',
  inputs: ['package.json', 'pcf-controls', ...model],
  outputs: ['ActivityTimeline', 'LoggingSettings'].map((name) => `pcf-controls/out/controls/${name}/bundle.js`),
  run: () =>
    runNode('pcf-controls/node_modules/pcf-scripts/bin/pcf-scripts.js', ['build', '--buildMode', 'production'], {
      cwd: inRoot('pcf-controls'),
    }),
};
const webResources: Step = {
  name: 'web resources',
  inputs: ['webresources', ...model],
  outputs: ['commands', 'fieldmapping', 'loggingconfiguration'].map((area) => `webresources/dist/${area}.js`),
  run: () => runNode('node_modules/webpack-cli/bin/cli.js', [], { cwd: inRoot('webresources') }),
};
const shell: Step = {
  name: 'app shell',
  inputs: ['local-dataverse/shell', 'local-dataverse/package.json'],
  outputs: ['local-dataverse/dist/shell'],
  run: () => runNode('local-dataverse/shell/build.ts', []),
};
const solutions: Step = {
  name: 'solution zips',
  inputs: ['package.json', 'solution', 'tools/solution', 'pcf-controls', 'webresources', ...model],
  outputs: zips,
  run: () => runNode('tools/solution/pack.ts', []),
};

/** A name that no step of the build has. */
export class UnknownStep extends Error {}

/** Each inner list runs side by side, the lists one after the other. The control build is the longest by far. */
const plan: readonly (readonly Step[])[] = [[activityModel], [controls, webResources, shell], [solutions]];

/**
 * Builds what is missing or out of date.
 *
 * @param only names of the steps to build, all when it is empty; what a step needs of others must be named, too.
 * @param report called with each step's name and milliseconds, 0 when nothing had changed.
 * @throws CommandFailed with the output of the tool that failed; UnknownStep
 */
export async function build(
  report: (step: string, milliseconds: number) => void,
  only: readonly string[] = [],
): Promise<void> {
  const known = plan.flat().map(({ name }) => name);
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UnknownStep(`there is no step '${unknown}'; there are ${known.join(', ')}`);
  for (const group of plan) {
    const wanted = group.filter(({ name }) => only.length === 0 || only.includes(name));
    await Promise.all(wanted.map((step) => buildStep(step, report)));
  }
}

async function buildStep(step: Step, report: (step: string, milliseconds: number) => void): Promise<void> {
  const hash = hashInputs(step.inputs);
  if (stampOf(step.name) === hash && step.outputs.every((path) => existsSync(inRoot(path)))) {
    report(step.name, 0);
    return;
  }
  const started = performance.now();
  await step.run();
  // Packing copies build outputs into the solution folder, which is an input too: the stamp is of what stands there afterwards.
  setStamp(step.name, hashInputs(step.inputs));
  report(step.name, performance.now() - started);
}
