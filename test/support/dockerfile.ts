/** Carries out a Dockerfile in folders of this machine, where there is no Docker: FROM, WORKDIR, COPY, ENV and RUN. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, matchesGlob, relative } from 'node:path';

export interface Image {
  /** Folder that stands for `/`. */
  readonly root: string;
  /** Folder of the process. */
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly base: string;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

interface Stage {
  root: string;
  workdir: string;
  env: Record<string, string>;
  base: string;
  words: Map<string, string>;
}

/**
 * Builds the last stage. Commands that need root, and folders outside the working directory, are for the image alone: `RUN` lines with
 * absolute paths are left out.
 *
 * @param folder where stages are put
 * @throws Error when a command fails or an instruction is not known
 */
export function buildImage(context: string, file: string, folder: string): Image {
  const ignored = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const [word, rest] of instructions(readFileSync(join(context, file), 'utf8'))) {
    if (word === 'FROM') {
      const [base = '', , name = String(stages.size)] = rest.split(/\s+/);
      const root = join(folder, name);
      stage = { root, workdir: root, env: {}, base, words: new Map() };
      stages.set(name, stage);
      continue;
    }
    if (!stage) throw new Error(`${word} before FROM`);
    carryOut(stage, word, rest, { context, ignored, stages });
  }
  if (!stage) throw new Error(`${file} has no FROM`);
  const { root, workdir, env, base, words } = stage;
  return {
    ...{ root, workdir, env, base, user: words.get('USER') },
    entrypoint: list(words.get('ENTRYPOINT')),
    command: list(words.get('CMD')),
    healthcheck: list(words.get('HEALTHCHECK')?.replace(/^.*?CMD\s+/, '')),
  };
}

interface Context {
  readonly context: string;
  readonly ignored: readonly string[];
  readonly stages: ReadonlyMap<string, Stage>;
}

function carryOut(stage: Stage, word: string, rest: string, { context, ignored, stages }: Context): void {
  switch (word) {
    case 'WORKDIR':
      stage.workdir = join(stage.root, rest);
      mkdirSync(stage.workdir, { recursive: true });
      return;
    case 'ENV': {
      const [, name = '', value = ''] = /^([^=]+)="?(.*?)"?$/.exec(rest) ?? [];
      stage.env[name] = value;
      return;
    }
    case 'COPY': {
      const from = /^--from=(\S+)\s+/.exec(rest);
      const paths = rest.replace(/^--from=\S+\s+/, '').split(/\s+/);
      const target = paths.pop() ?? '.';
      for (const path of paths) {
        const source = from ? join(stages.get(from[1] ?? '')?.root ?? '', path) : join(context, path);
        const place = join(
          stage.workdir,
          target,
          target.endsWith('/') && paths.length > 0 && !from ? basename(path) : '',
        );
        const isKept = (each: string): boolean => {
          const name = relative(context, each);
          return (
            from !== null ||
            !ignored.some((pattern) => matchesGlob(name, pattern) || matchesGlob(name, `${pattern}/**`))
          );
        };
        cpSync(source, place, { recursive: true, verbatimSymlinks: true, filter: isKept });
      }
      return;
    }
    case 'RUN':
      if (/(^|\s)\//.test(rest)) return;
      execFileSync('sh', ['-c', rest], {
        cwd: stage.workdir,
        // What was fetched before is not fetched again; the lock file says what it must be.
        env: { ...process.env, npm_config_prefer_offline: 'true' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      return;
    case 'USER':
    case 'ENTRYPOINT':
    case 'CMD':
    case 'HEALTHCHECK':
      stage.words.set(word, rest);
      return;
    case 'VOLUME':
    case 'EXPOSE':
    case 'STOPSIGNAL':
      return;
    default:
      throw new Error(`The instruction ${word} is not known here.`);
  }
}

function instructions(text: string): (readonly [word: string, rest: string])[] {
  return text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => [line.split(/\s/, 1)[0] ?? '', line.replace(/^\S+\s+/, '').trim()] as const);
}

function list(text: string | undefined): string[] {
  const parsed: unknown = JSON.parse(text ?? '[]');
  if (!Array.isArray(parsed)) throw new Error(`${text} must be a JSON array, so that signals reach the process.`);
  return parsed.map(String);
}
