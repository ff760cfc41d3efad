/** The Python that fits models: a virtual environment created once from the lock file with its hashes. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { secondsLeft } from './progress'

const LOCK = 'models/training/requirements.lock'
const VENV = '.venv'
/** SHA-256 of the lock file that the environment was created from. */
const STAMP = `${VENV}/requirements.sha256`
const PACKAGES = 'models/training'

/** Does nothing when the environment matches the lock file. Reports progress, a line a package. */
export async function setUpPython(say: (text: string) => void): Promise<void> {
  const lock = readFileSync(LOCK, 'utf8')
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  const packages = lock.match(/^[\w.-]+==/gm)?.length ?? 0
  say(`Creating ${VENV} from ${LOCK}: ${packages} packages, 0.6 GB`)
  rmSync(VENV, { recursive: true, force: true })
  runPlainly(pythonOf(), ['-m', 'venv', VENV])
  await install(packages, say)
  writeFileSync(STAMP, wanted)
}

/** pip prints one "Collecting" line a package, then one line as it installs them all. */
async function install(packages: number, say: (text: string) => void): Promise<void> {
  const started = performance.now()
  let collected = 0
  const onLine = (line: string) => {
    if (line.startsWith('Collecting ')) {
      collected += 1
      say(installProgress(collected, packages, performance.now() - started))
    } else if (line.startsWith('Installing collected packages')) {
      say(`Unpacking ${packages} packages`)
    }
  }
  const flags = ['--disable-pip-version-check', '--progress-bar=off', '--require-hashes']
  await runLines(`${VENV}/bin/pip`, ['install', ...flags, '-r', LOCK], onLine)
}

export function installProgress(collected: number, packages: number, elapsedMs: number): string {
  const left = secondsLeft(collected, packages, elapsedMs)
  return `Downloading package ${collected} of ${packages}, about ${left} s left`
}

/** Runs a module of models/training: returns its standard output, reports lines of standard error. */
export function runPython(module: string, args: readonly string[], say: (text: string) => void) {
  const child = spawn(`${VENV}/bin/python`, ['-m', module, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONPATH: PACKAGES },
  })
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line)
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
      else
        reject(new Error(`python -m ${module} ended with ${code}: ${lines.slice(-3).join('\n')}`))
    })
  })
}

/** The lock file is for Python 3.11. */
function pythonOf(): string {
  const found = ['python3.11', 'python3'].find(
    (name) => spawnSync(name, ['--version']).status === 0
  )
  if (found) return found
  throw new Error('Training needs Python 3.11 (python3.11 or python3 on the PATH)')
}

function runPlainly(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`)
}

function runLines(command: string, args: readonly string[], onLine: (line: string) => void) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  createInterface(child.stdout).on('line', onLine)
  return new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`))
    })
  })
}
