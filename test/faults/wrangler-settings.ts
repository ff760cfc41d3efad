/** Settings and consumers of production in wrangler.toml, so that a run has those of a deployment. */
import { readFileSync } from 'node:fs'

export type QueueSettings = {
  readonly queue: string
  readonly max_batch_size: number
  readonly max_batch_timeout: number
  readonly max_retries?: number
  readonly dead_letter_queue?: string
}

/** Consumers of production; lines are `name = value`, with text in quotes. */
export function productionConsumers(): QueueSettings[] {
  return blocksOf('[[env.production.queues.consumers]]').map((settings) => {
    const count = (name: string) => {
      const value = settings.get(name)
      return value === undefined ? undefined : Number(value)
    }
    const retries = count('max_retries')
    const dead = settings.get('dead_letter_queue')
    return {
      queue: settings.get('queue') ?? '',
      max_batch_size: count('max_batch_size') ?? 10,
      max_batch_timeout: count('max_batch_timeout') ?? 5,
      ...(retries !== undefined && { max_retries: retries }),
      ...(dead !== undefined && { dead_letter_queue: dead }),
    }
  })
}

export function productionSettings(): Record<string, string> {
  return Object.fromEntries(blocksOf('[env.production.vars]').flatMap((block) => [...block]))
}

function blocksOf(heading: string): ReadonlyMap<string, string>[] {
  const text = readFileSync('wrangler.toml', 'utf8')
  const blocks = text.split(/^(?=\[)/m).filter((block) => block.startsWith(heading))
  return blocks.map(
    (block) =>
      new Map(
        Array.from(block.matchAll(/^(\w+) = "?([^"\n]*)"?$/gm), ([, name = '', value = '']) => [
          name,
          value,
        ])
      )
  )
}
