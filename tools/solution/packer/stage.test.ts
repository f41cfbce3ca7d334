import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { core } from '../../../solution/model/index.ts';
import { problemsOf } from '../test-support/fixtures.ts';
import { stageBuildOutputs } from './stage.ts';

describe('staging', () => {
  let root = '';
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const timeline = 'solution/core/Controls/al_ActivityLogging.ActivityTimeline';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stage-'));
    for (const { name } of core.controls) {
      put(
        `pcf-controls/out/controls/${name}/ControlManifest.xml`,
        `<manifest><control constructor="${name}" version="0.0.1" /></manifest>`,
      );
      put(`pcf-controls/out/controls/${name}/bundle.js`, name);
    }
    for (const { buildOutput, source } of core.webResources)
      put(buildOutput ?? source, buildOutput ? 'script' : 'icon');
    put(`${timeline}/ControlManifest.xml.data.xml`, 'source');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('copies controls and web resources into the layout and stamps the manifests', () => {
    stageBuildOutputs(root, core, '2.3.4');
    expect(readFileSync(join(root, timeline, 'bundle.js'), 'utf8')).toBe('ActivityTimeline');
    expect(readFileSync(join(root, timeline, 'ControlManifest.xml'), 'utf8')).toContain('version="2.3.4"');
    expect(readFileSync(join(root, 'solution/core/WebResources/al_/js/loggingconfiguration.js'), 'utf8')).toBe(
      'script',
    );
  });

  it('copies icons from the sources, and says which is missing', () => {
    stageBuildOutputs(root, core, '2.3.4');
    expect(readFileSync(join(root, 'solution/core/WebResources/al_/icons/app.svg'), 'utf8')).toBe('icon');
    rmSync(join(root, 'solution/model/icons/app.svg'));
    expect(problemsOf(() => stageBuildOutputs(root, core, '2.3.4'))).toEqual([
      {
        kind: 'missing-file',
        file: 'solution/model/icons/app.svg',
        reason: 'the source of the web resource al_/icons/app.svg is not there',
      },
    ]);
  });

  it('removes what the build no longer makes and keeps the sources', () => {
    put(`${timeline}/old.js`, 'old');
    stageBuildOutputs(root, core, '2.3.4');
    expect(existsSync(join(root, timeline, 'old.js'))).toBe(false);
    expect(existsSync(join(root, timeline, 'ControlManifest.xml.data.xml'))).toBe(true);
  });

  it('names the command when something is not built', () => {
    rmSync(join(root, 'webresources'), { recursive: true });
    const problems = problemsOf(() => stageBuildOutputs(root, core, '2.3.4'));
    const outputs = core.webResources.flatMap(({ buildOutput }) => buildOutput ?? []);
    expect(problems.map(({ kind, file }) => [kind, file])).toEqual(
      outputs.map((file) => ['missing-build-output', file]),
    );
    expect(problems[0]?.reason).toContain('npm run build');
  });
});
