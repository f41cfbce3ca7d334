// pcf-scripts lints the controls in its build and finds this file; `npm run lint` uses the root's, which has the same rules for them.
import powerApps from '@microsoft/eslint-plugin-power-apps';
import tseslint from 'typescript-eslint';

export default tseslint.config({ ignores: ['**/generated/**', 'out/**', '**/*.test.ts'] }, ...tseslint.configs.strict, {
  files: ['**/*.{ts,tsx}'],
  plugins: { '@microsoft/power-apps': powerApps },
  rules: { ...powerApps.configs.paCheckerHosted.rules, eqeqeq: 'error' },
  settings: powerApps.configs.paCheckerHosted.settings,
});
