import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';

it('the build from the root and the build from this room write the same bundles to the same place', () => {
  const read = (folder: string): { outDir: string; targets: object } => {
    const config = JSON.parse(readFileSync(join(folder, 'pcfconfig.json'), 'utf8'));
    return { ...config, outDir: resolve(folder, config.outDir) };
  };
  expect(read(__dirname)).toEqual(read(dirname(__dirname)));
});
