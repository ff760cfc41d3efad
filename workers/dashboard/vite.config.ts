/** Builds the page. tools/page/build-page.ts chooses the folder. */
import { defineConfig } from 'vite'

/** `npx vite workers/dashboard` serves the sources; a running server answers the API. */
const API = process.env.FARELINE_URL ?? 'http://127.0.0.1:8787'

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // Inlined files would need `data:` in the page's policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    target: 'es2024',
  },
  server: { proxy: { '/v1': API, '/health': API } },
})
