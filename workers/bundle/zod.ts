/**
 * The alias of `zod` in wrangler.toml: its exports without the locales, which the bundler cannot
 * drop because @hono/zod-openapi passes the namespace `z` on as a value. Error texts are the
 * English ones, which zod loads by itself. `z.core` and `z.locales` are undefined in the bundle.
 */
import * as z from './zod-exports'

export * from './zod-exports'
export { z }
