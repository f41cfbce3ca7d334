/** One project a kind of part: pure and service code in Node, browser rooms in jsdom, whole lines and real Chromium apart. */
const transform = (tsconfig) => ({
  '^.+\\.tsx?$': ['ts-jest', { useESM: true, diagnostics: false, tsconfig }],
});
const node = {
  target: 'ES2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: false,
  noEmit: false,
  esModuleInterop: true,
  isolatedModules: true,
};
const browser = {
  target: 'ES2019',
  module: 'commonjs',
  moduleResolution: 'node10',
  jsx: 'react',
  esModuleInterop: true,
  isolatedModules: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: false,
};
const esm = { extensionsToTreatAsEsm: ['.ts'], transform: transform(node) };
export default {
  testTimeout: 30_000,
  projects: [
    {
      displayName: 'unit',
      testEnvironment: 'node',
      ...esm,
      testMatch: ['activity-model', 'solution', 'plugins-bridge', 'local-dataverse', 'samples', 'tools'].map(
        (room) => `<rootDir>/${room}/**/*.test.ts`,
      ),
      // `*.integration.test.ts` needs built zips and starts whole organisations.
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '/out/', '\\.integration\\.test\\.ts$'],
    },
    {
      displayName: 'browser-rooms',
      testEnvironment: 'jsdom',
      transform: transform(browser),
      // The model is an ES module; its sources are compiled like the rooms' own.
      moduleNameMapper: {
        '^@activity-logging/activity-model$': '<rootDir>/activity-model/src/index.ts',
        '^@activity-logging/activity-model/metadata$': '<rootDir>/activity-model/src/metadata/index.ts',
      },
      testMatch: ['<rootDir>/pcf-controls/**/*.test.ts?(x)', '<rootDir>/webresources/**/*.test.ts?(x)'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '/out/'],
    },
    {
      displayName: 'integration',
      testEnvironment: 'node',
      ...esm,
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/plugins-bridge/**/*.integration.test.ts'],
      testPathIgnorePatterns: ['/node_modules/'],
    },
  ],
};
