import powerApps from '@microsoft/eslint-plugin-power-apps';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** Which room may import which other room of ours. Data flows one way (docs/decisions/001-rooms.md). */
const mayImport = {
  'activity-model': [],
  solution: [],
  samples: [],
  'local-dataverse': [],
  'pcf-controls': ['activity-model'],
  webresources: ['activity-model'],
  'plugins-bridge': ['activity-model'],
  tools: ['solution', 'samples', 'local-dataverse', 'plugins-bridge', 'activity-model'],
  test: ['tools', 'solution', 'samples', 'local-dataverse', 'plugins-bridge', 'activity-model'],
};
/** Tests beside the code may use the real parts they run against. */
const testsMayImport = ['activity-model', 'solution', 'samples', 'local-dataverse', 'tools'];
const rooms = Object.keys(mayImport);
const allow = (from, to) => ({ from, allow: { to: { element: { types: { anyOf: to } } } } });

/** The same rule for imports by package name, which the resolver of the boundary check does not follow. */
function packageRule(files, ignores, room, allowed, extra = []) {
  const forbidden = rooms.filter((other) => other !== room && !allowed.includes(other));
  const patterns = forbidden.map((other) => ({
    group: [`@activity-logging/${other}`, `@activity-logging/${other}/*`],
    message: `${room} may not import ${other}`,
  }));
  return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns: [...patterns, ...extra] }] } };
}

/** Stages of the bridge, in the order in which a payload passes them; a later one never imports an earlier one. */
const stages = ['sources', 'queue', 'dataverse'];
const earlierStages = (stage) => stages.slice(0, stages.indexOf(stage));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/out/**',
      '**/generated/**',
      '**/coverage/**',
      '.data/**',
      'solution/core/**',
      'solution/sales/**',
      'pcf-controls/eslint.config.mjs',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // `!` is used where an index was just checked; noUncheckedIndexedAccess would otherwise ask for dead code.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      eqeqeq: 'error',
      'no-console': 'off',
      'max-lines': ['warn', { max: 260, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': rooms.map((room) => ({ type: room, pattern: `${room}/**`, partialMatch: false })),
      'boundaries/files': [{ category: 'test', pattern: ['**/*.test.ts', '**/*.test.tsx', '**/test-support/**'] }],
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.mjs'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'allow',
          policies: [
            {
              from: { element: { types: { anyOf: rooms } } },
              disallow: { to: { element: { types: { anyOf: rooms } } } },
            },
            ...rooms.map((room) => allow({ element: { type: room } }, [room, ...mayImport[room]])),
            allow({ file: { categories: 'test' } }, testsMayImport),
          ],
        },
      ],
    },
  },
  ...rooms.map((room) =>
    packageRule([`${room}/**/*.{ts,tsx}`], ['**/*.test.ts', '**/*.test.tsx'], room, mayImport[room]),
  ),
  ...stages.map((stage) =>
    packageRule(
      [`plugins-bridge/src/${stage}/**/*.ts`],
      ['**/*.test.ts'],
      'plugins-bridge',
      mayImport['plugins-bridge'],
      earlierStages(stage).map((other) => ({ group: [`**/${other}/**`], message: `${stage} comes after ${other}` })),
    ),
  ),
  // Facts about Microsoft's tables: data, not code.
  { files: ['local-dataverse/src/metadata/base/facts/**'], rules: { 'max-lines': 'off' } },
  {
    files: ['pcf-controls/**/*.{ts,tsx}', 'webresources/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test.tsx'],
    plugins: { '@microsoft/power-apps': powerApps },
    rules: powerApps.configs.paCheckerHosted.rules,
    settings: powerApps.configs.paCheckerHosted.settings,
  },
);
