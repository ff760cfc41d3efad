/** The reference: a bare Hono Worker on the same runtime, served like ours. Argument: PORT. */
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { command } from '../command/command'
import { bundleBytes } from '../server/build'
import type { Ready } from '../server/server'

const HELLO = `
import { Hono } from 'hono'
const app = new Hono()
app.get('/', (c) => c.text('hello'))
export default app
`

await command(async () => {
  const port = Number(process.argv[2])
  const began = Date.now()
  const { outputFiles } = await build({
    stdin: { contents: HELLO, resolveDir: join(import.meta.dirname, '..') },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const contents = outputFiles[0]?.text ?? ''
  const built = Date.now()
  const host = '127.0.0.1'
  const main = { type: 'ESModule', path: 'index.js', contents } as const
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      workers: [
        {
          name: 'hello',
          compatibilityDate: '2026-11-01',
          modulesRoot: '.',
          modules: [main],
          unsafeDirectSockets: [{ host, port, proxy: false }],
        },
      ],
    })
  )
  await miniflare.ready
  for (const signal of ['SIGTERM', 'SIGINT']) process.removeAllListeners(signal)
  const stopping = Promise.race(['SIGTERM', 'disconnect'].map((event) => once(process, event)))
  process.send?.({
    url: `http://${host}:${port}`,
    bundle: bundleBytes([main]),
    buildMs: built - began,
    startMs: Date.now() - built,
  } satisfies Ready)
  await stopping
  await miniflare.dispose()
  return 0
})
