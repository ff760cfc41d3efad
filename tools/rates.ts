/**
 * npm run rates -- FILE --url U --key K [--source NAME] [--force]: loads a file of daily exchange rates in the
 * form of the European Central Bank (eurofxref-hist.csv or XML). One JSON line of counts on stdout.
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'

const Loaded = z.object({
  data: z.object({
    source: z.string(),
    days: z.object({ added: z.number(), replaced: z.number(), unchanged: z.number() }),
    first_date: z.string(),
    last_date: z.string(),
    rejected: z.array(z.object({ line: z.number(), detail: z.string() })),
  }),
})

await runCommand(COMMANDS.rates, async ({ values, positionals }) => {
  const [file = ''] = positionals
  const url = new URL('/v1/exchange-rates', values.url)
  if (values.force) url.searchParams.set('force', 'true')
  if (values.source !== undefined) url.searchParams.set('source', values.source)
  const response = await fetch(url, {
    method: 'PUT',
    headers: { authorization: `Bearer ${values.key}` },
    body: await readFile(file, 'utf8'),
  })
  if (!response.ok) throw new Error(`${response.status} ${url}: ${await response.text()}`)

  const { rejected, ...loaded } = Loaded.parse(await response.json()).data
  for (const { line, detail } of rejected) console.error(`${file}:${line} ${detail}`)
  console.log(JSON.stringify({ ...loaded, rejected: rejected.length }))
  return rejected.length > 0 ? 1 : 0
})
