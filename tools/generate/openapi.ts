/**
 * Keeps the API's contract in openapi.json, so that a change of it shows in review. It equals the
 * document that a running Worker serves; `--check` fails where the file is outdated.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { command } from '../command/command'
import { freePort } from '../server/free-port'
import { startServer } from '../server/server'
import { writeGenerated } from './generated'

await command(async () => {
  const state = await mkdtemp(join(tmpdir(), 'fareline-openapi-'))
  const server = await startServer(await freePort(0), state)
  try {
    const response = await fetch(`${server.url}/openapi.json`)
    await writeGenerated('openapi.json', z.looseObject({}).parse(await response.json()))
  } finally {
    await server.stop()
    await rm(state, { recursive: true })
  }
  return Number(process.exitCode ?? 0)
})
