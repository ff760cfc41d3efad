/** Lets plain Node import the product's objects: import this before anything of workers/. */
import { registerHooks } from 'node:module'

const FAKE = new URL('../fakes/cloudflare-workers.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'cloudflare:workers'
      ? { url: FAKE, shortCircuit: true }
      : next(specifier, context),
})
