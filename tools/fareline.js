#!/usr/bin/env node
/**
 * The bin of the package: starts the Node.js that comes with the install, as the npm scripts do,
 * because the one on the PATH may be too old. Commands run in the project folder.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node = join(root, 'node_modules/.bin/node')
const script = join(root, 'tools/command/fareline.ts')
const args = ['--import', 'tsx', script, ...process.argv.slice(2)]
const child = spawn(node, args, { cwd: root, stdio: 'inherit' })
// A terminal sends SIGINT to the child as well; wait for its exit code.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', (error) => {
  console.error(`${error.message}; run npm install first`)
  process.exitCode = 1
})
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
