/** The pages hold what they show: links, names and paths exist, and the blocks run on a fresh sandbox. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Block, blocksOf, inlineCodeOf, linksOf, ROOT, readPages } from './docs/pages'
import { type Sandbox, startSandbox } from './docs/sandbox'
import { differences } from './docs/shape'

/** Blocks that send events, and the time in which the queue has stored them for the next block. */
const SENDS_EVENTS = /npm run (post|replay)\b|\/v1\/events\b/
const STORED_MS = 5_000

const pages = readPages()
const blocks = pages.flatMap(blocksOf)

/** Why a block does not run here. */
const REASONS = new Map([
  ['setup', 'the sandbox of this test is started by it'],
  ['gate', 'it runs this test'],
  ['data', 'it needs files that the repository may not hold'],
  ['long', 'it takes minutes'],
  ['deploy', 'it needs a Cloudflare account'],
  ['sketch', 'it shows the form only'],
])
const SCRIPTS = ['sh', 'js', 'ts', 'py']
const ANSWERS = ['json', 'text']

const Package = z.object({ scripts: z.record(z.string(), z.string()) })
const Contract = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
const { scripts } = Package.parse(read('package.json'))
const { paths } = Contract.parse(read('openapi.json'))

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
}

describe('the pages', () => {
  it('have a README that a newcomer finishes: at most 120 lines', () => {
    const readme = pages.find(({ file }) => file === 'README.md')
    expect(readme?.text.split('\n').length).toBeLessThanOrEqual(121)
  })

  it.for(pages)('$file links to files that exist', (page) => {
    expect(linksOf(page).filter((link) => !existsSync(join(ROOT, link)))).toEqual([])
  })

  it.for(pages)('$file names files and folders that exist', (page) => {
    const named = inlineCodeOf(page).filter(isPath)
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it.for(pages)('$file names scripts of package.json', ({ text }) => {
    const named = [...text.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name)
    expect(named.filter((name) => !(String(name) in scripts))).toEqual([])
  })

  it.for(pages)('$file names requests of the contract', (page) => {
    const named = inlineCodeOf(page).filter((code) => /^(GET|POST|PUT|DELETE) \/v/.test(code))
    expect(named.filter((request) => !isInContract(request))).toEqual([])
  })

  it('name the language of every block, and run every script or say why not', () => {
    const unnamed = blocks.filter(({ language }) => language === '')
    const scripts = blocks.filter(({ language }) => SCRIPTS.includes(language))
    const silent = scripts.filter(({ marks: [mark = ''] }) => mark !== 'run' && !REASONS.has(mark))
    expect([...unnamed, ...silent].map(({ file, line }) => `${file}:${line}`)).toEqual([])
  })

  it('show answers only below the script that gives them', () => {
    const answers = blocks.filter(({ marks }) => marks.includes('answer'))
    const compared = runnable().flatMap(({ answer }) => answer ?? [])
    expect(compared).toEqual(answers)
    expect(compared.length).toBeGreaterThan(10)
  })

  it('name every setting of wrangler.toml in docs/deploy.md', () => {
    const deploy = pages.find(({ file }) => file === 'docs/deploy.md')
    const settings = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8').matchAll(/^([A-Z_]+) = /gm)
    const named = new Set(deploy && inlineCodeOf(deploy))
    expect(
      [...settings].map(([, name]) => String(name)).filter((name) => !named.has(name))
    ).toEqual([])
  })
})

describe('a fresh sandbox', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  }, 600_000)
  afterAll(() => sandbox?.stop(), 120_000)

  it('prints curl lines that work as printed', async () => {
    const lines = sandbox.printed.split('\n').filter((line) => line.startsWith('curl '))
    expect(lines).toHaveLength(7)
    for (const line of lines) {
      const { statuses, stdout } = await sandbox.run(line)
      expect({ statuses, stdout }).toMatchObject({ statuses: [200] })
    }
  }, 300_000)

  it.for(runnable())(
    'runs $script.file:$script.line',
    { timeout: 300_000 },
    async ({ script, answer }) => {
      const { stdout, stderr, code, statuses } = await sandbox.run(script.text)
      expect(code, stderr + stdout).toBe(0)
      if (SENDS_EVENTS.test(script.text)) await sleep(STORED_MS)
      const mark = script.marks.find((each) => each.startsWith('status='))
      const unexpected = statuses.filter((status) =>
        mark === undefined ? status < 200 || status > 299 : mark !== `status=${status}`
      )
      expect(unexpected, stdout).toEqual([])
      expect(statuses.length > 0).toBe(/^\s*curl |\(curl /m.test(script.text))
      if (answer?.language === 'json') {
        const real: unknown = JSON.parse(stdout)
        const exact = answer.marks.includes('exact')
        expect(differences(JSON.parse(answer.text), real, exact), stdout).toEqual([])
      }
      if (answer?.language === 'text') expect(columnsOf(stdout)).toEqual(columnsOf(answer.text))
    }
  )
})

/** Scripts in reading order, each with the answer that the page shows below it. */
function runnable(): { script: Block; answer: Block | undefined }[] {
  return blocks.flatMap((script, place) => {
    if (!script.marks.includes('run')) return []
    const next = blocks[place + 1]
    const isAnswer =
      next?.file === script.file && ANSWERS.includes(next.language) && next.marks.includes('answer')
    return [{ script, answer: isAnswer ? next : undefined }]
  })
}

/** The heads of a printed table. */
function columnsOf(table: string): string[] {
  return (table.split('\n')[0] ?? '').trim().split(/ {2,}/)
}

function isPath(code: string): boolean {
  return /^(models|pipelines|workers|tools|test|docs|migrations|\.github|\.ci)\/[\w./-]*$/.test(
    code
  )
}

function isInContract(request: string): boolean {
  const [method = '', path = ''] = request.replace(/\?.*$/, '').split(' ')
  const route = Object.entries(paths).find(([each]) => anyName(each) === anyName(path))
  return route?.[1][method.toLowerCase()] !== undefined
}

/** A parameter may have another name in a text than in the contract. */
function anyName(path: string): string {
  return path.replace(/\{\w+\}/g, '{}')
}
