import { formatter } from '@lingui/format-po';
import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'fr'],
  catalogs: [{ path: '<rootDir>/src/language/{locale}', include: ['src'] }],
  format: formatter({ lineNumbers: false, origins: false }),
});
