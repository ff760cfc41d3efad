/** Runs the tests of the core and the Worker with coverage and prints it by room. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { belowFloor, type Floor, roomCoverage } from './coverage/room-coverage'

const ROOT = join(import.meta.dirname, '..')
const PROJECTS = ['core', 'faults', 'workers']

const FLOORS: Readonly<Record<string, Floor>> = {
  models: { lines: 97, branches: 90 },
  pipelines: { lines: 97, branches: 87 },
  workers: { lines: 95, branches: 80 },
}

await runCommand(COMMANDS.coverage, async ({ values }) => {
  const projects = PROJECTS.flatMap((project) => ['--project', project])
  const run = spawnSync(
    join(ROOT, 'node_modules/.bin/vitest'),
    ['run', '--coverage', ...projects],
    { cwd: ROOT, stdio: ['ignore', values.json ? 2 : 'inherit', 'inherit'] }
  )
  if (run.status !== 0) throw new Error('A test failed; the figures would not mean much')
  const file = join(ROOT, 'dist/coverage/coverage-summary.json')
  const rooms = roomCoverage(JSON.parse(readFileSync(file, 'utf8')), ROOT)
  const rows = rooms.map(({ room, files, lines, branches }) => [room, files, lines, branches])
  console.log(
    values.json
      ? JSON.stringify({ rooms })
      : textTable(['room', 'files', 'lines %', 'branches %'], rows)
  )
  const low = belowFloor(rooms, FLOORS)
  for (const sentence of low) console.error(sentence)
  return low.length > 0 ? 1 : 0
})
