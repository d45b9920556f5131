import { svelte } from '@sveltejs/vite-plugin-svelte';
import { env } from 'node:process';
import { defineConfig } from 'vitest/config';
import { licences, noted } from './licences';

// Where `npm run dev` finds a running `sayso serve`.
const server = env.SAYSO_SERVER ?? 'http://127.0.0.1:8377';

export default defineConfig({
  plugins: [svelte(), licences()],
  worker: { plugins: () => [noted()] },
  build: {
    target: 'es2022',
    sourcemap: false,
    // Nothing may be inlined as a data: address, since the pages' content policy takes only files of our own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { '/api': server } },
  test: { include: ['src/**/*.test.ts'] },
});
