import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/'] },
  {
    files: ['packages/**/*.ts', 'demo/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Objects of plain functions are how rooms are handed what they need here; none of those functions uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'export by name' }],
      'no-restricted-properties': [
        'error',
        {
          object: 'URL',
          property: 'canParse',
          message: 'it is wrong in Node 20 and 22; use toUrl of plumbing',
        },
      ],
      'no-control-regex': 'off',
    },
  },
  {
    // Only runMain and its io may touch the process; everything else takes its streams as arguments.
    files: ['packages/*/src/**/*.ts'],
    ignores: ['packages/plumbing/src/run-main.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'take it from Io; only runMain touches process' },
      ],
    },
  },
  {
    // The time of day may be set back in mid-run: it is for dates alone, those of HTTP and of files.
    files: ['packages/*/src/**/*.ts'],
    ignores: [
      ...['http-date', 'retry-after', 'robots-tag', 'part-file', 'cache-folder', 'output-folder'].map(
        (name) => `**/${name}.ts`,
      ),
      ...['**/monotonic-ms.ts', '**/*.test.ts'],
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'what lasts is measured by monotonicMs' },
        { object: 'performance', property: 'now', message: 'take monotonicMs' },
      ],
    },
  },
  { files: ['packages/*/src/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'error' } },
);
