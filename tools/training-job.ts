/** What training and evaluation share: their arguments, the Python, the data, progress on stderr. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, Progress } from './evaluation'
import { progressBar } from './progress'
import { setUpPython } from './python'
import { readTrainingData, TRAINING_SOURCES } from './training-data'

export type JobArguments = {
  readonly data?: string | undefined
  readonly rows?: string | undefined
  readonly seed: string
  readonly recipe: string
}

export async function openJob({ data: folder, rows, seed, recipe }: JobArguments) {
  if (!folder) {
    throw new Error(
      `--data: name the folder that holds ${TRAINING_SOURCES.map(({ file }) => file).join(' and ')}`
    )
  }
  if (!/^\d+$/.test(seed)) throw new Error(`--seed: must be a whole number, is "${seed}"`)
  const say = (text: string) => console.error(text)
  setUpPython(say)

  say(`reading ${TRAINING_SOURCES.map(({ file }) => file).join(', ')}`)
  const data = await Promise.all(TRAINING_SOURCES.map((source) => readTrainingData(folder, source)))
  if (rows) mkdirSync(rows, { recursive: true })
  const workFolder = rows ?? mkdtempSync(join(tmpdir(), 'fareline-rows-'))
  const job: Job = { data, folder: workFolder, seed: Number(seed), recipe }
  const bar = progressBar('training rows')
  let written = 0
  const progress: Progress = {
    say,
    row: () => {
      written += 1
      if (written % 1000 === 0) bar.at(written)
    },
  }
  const close = () => {
    bar.end()
    if (!rows) rmSync(workFolder, { recursive: true })
  }
  return { job, progress, close }
}
