import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page goes to dist/web, which the gateway serves; `npm run dev:web` proxies its API from port 9000. */
export default defineConfig({
  root: at('.'),
  plugins: [react()],
  resolve: { alias: { '#api-client': at('../../libs/api-client/src/index.ts') } },
  build: {
    outDir: at('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would need `data:` in the content policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/ }],
        },
      },
    },
  },
  server: { port: 9100, proxy: { '/api': 'http://localhost:9000', '/health': 'http://localhost:9000' } },
});
