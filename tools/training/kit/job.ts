/**
 * Shared by training and evaluation: arguments, the Python, a folder for rows, progress on stderr.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Misuse } from '../../command/misuse'
import { setUpPython } from '../../command/python'
import { createSteps, type Steps } from './steps'
import type { Job, Trainer } from './trainer'

export type JobArguments = {
  readonly data?: string | undefined
  readonly rows?: string | undefined
  readonly seed: string
  readonly recipe: string
}

export async function openJob(
  { data = process.env.DATA_DIR ?? '', rows, seed, recipe }: JobArguments,
  trainers: readonly Pick<Trainer, 'files'>[],
  stepCount: number
): Promise<{ readonly job: Job; readonly steps: Steps; close(): void }> {
  const files = trainers.flatMap((trainer) => trainer.files)
  if (!data && files.length > 0) {
    throw new Misuse(`--data: name the folder that holds ${files.join(', ')}`)
  }
  const absent = files.filter((file) => !existsSync(join(data, file)))
  if (absent.length > 0) {
    const lacks = absent.map((file) => join(data, file)).join(', ')
    throw new Misuse(`--data: there is no ${lacks}; models/artifacts/README.md lists the sources`)
  }
  const say = (text: string) => console.error(text)
  await setUpPython(say)
  if (rows) mkdirSync(rows, { recursive: true })
  const folder = rows ?? mkdtempSync(join(tmpdir(), 'fareline-rows-'))
  const steps = createSteps(stepCount, say)
  const close = () => {
    if (!rows) rmSync(folder, { recursive: true })
  }
  const job = { data, folder, seed: Number(seed), recipe, say, row: steps.row }
  return { job, steps, close }
}
