/** The Python that fits models: a virtual environment made once from the lock file with its hashes. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const LOCK = 'models/training/requirements.lock'
const VENV = '.venv'
/** Says which lock file the environment was made from. */
const STAMP = `${VENV}/requirements.sha256`
const PACKAGES = 'models/training'

/** Does nothing when the environment is as the lock file says. */
export function setUpPython(say: (text: string) => void): void {
  const wanted = createHash('sha256').update(readFileSync(LOCK)).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  say(`Making ${VENV} from ${LOCK} (0.6 GB, about 20 s)`)
  rmSync(VENV, { recursive: true, force: true })
  run(pythonOf(), ['-m', 'venv', VENV])
  run(`${VENV}/bin/pip`, [
    ...['install', '--quiet', '--disable-pip-version-check'],
    ...['--require-hashes', '-r', LOCK],
  ])
  writeFileSync(STAMP, wanted)
}

/** Runs a module of models/training; what it prints is its answer, what it tells is for people. */
export function runPython(module: string, args: readonly string[], say: (text: string) => void) {
  const child = spawn(`${VENV}/bin/python`, ['-m', module, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONPATH: PACKAGES },
  })
  const told: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    told.push(line)
    say(line)
  })
  let answer = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  return new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(answer)
      else reject(new Error(`python -m ${module} ended with ${code}: ${told.slice(-3).join('\n')}`))
    })
  })
}

/** 3.11 is what the lock file was made for. */
function pythonOf(): string {
  const found = ['python3.11', 'python3'].find(
    (name) => spawnSync(name, ['--version']).status === 0
  )
  if (found) return found
  throw new Error('Training needs Python 3.11 (python3.11 or python3 on the PATH)')
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`)
}
