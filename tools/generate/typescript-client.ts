/** Types of the TypeScript client, made from openapi.json; `--check` fails where they are behind. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { command } from '../command/command'
import { writeGenerated } from './generated'

const CLIENT = join(import.meta.dirname, '../../clients/typescript')

await command(async () => {
  const types = execFileSync(
    join(CLIENT, 'node_modules/.bin/openapi-typescript'),
    ['openapi.json', '--default-non-nullable=false'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 }
  )
  await writeGenerated('clients/typescript/src/schema.generated.ts', types)
  return Number(process.exitCode ?? 0)
})
