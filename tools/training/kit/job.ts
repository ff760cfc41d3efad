/** What training and evaluation share: arguments, the Python, a folder for rows, progress on stderr. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { progressBar } from '../../command/progress'
import { setUpPython } from '../../command/python'
import type { Job, Trainer } from './trainer'

export type JobArguments = {
  readonly data?: string | undefined
  readonly rows?: string | undefined
  readonly seed: string
  readonly recipe: string
}

export async function openJob(
  { data = '', rows, seed, recipe }: JobArguments,
  trainers: readonly Trainer[]
): Promise<{ readonly job: Job; close(): void }> {
  const files = trainers.flatMap((trainer) => trainer.files)
  if (!data && files.length > 0) {
    throw new Error(`--data: name the folder that holds ${files.join(', ')}`)
  }
  const absent = files.filter((file) => !existsSync(join(data, file)))
  if (absent.length > 0) {
    const lacks = absent.map((file) => join(data, file)).join(', ')
    throw new Error(`--data: there is no ${lacks}; the README says where each can be had`)
  }
  if (!/^\d+$/.test(seed)) throw new Error(`--seed: must be a whole number, is "${seed}"`)
  const say = (text: string) => console.error(text)
  await setUpPython(say)
  if (rows) mkdirSync(rows, { recursive: true })
  const folder = rows ?? mkdtempSync(join(tmpdir(), 'fareline-rows-'))
  const bar = progressBar('training rows')
  let written = 0
  const row = () => {
    written += 1
    if (written % 1000 === 0) bar.at(written)
  }
  const close = () => {
    bar.end()
    if (!rows) rmSync(folder, { recursive: true })
  }
  return { job: { data, folder, seed: Number(seed), recipe, say, row }, close }
}
