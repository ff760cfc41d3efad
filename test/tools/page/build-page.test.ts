/** The files of the dashboard as they are deployed: small, complete, and strict. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage, filesIn } from '../../../tools/page/build-page'
import { firstLoads } from '../../../tools/page/page-size'

const MOST_BYTES = 100_000
let parent = ''
let folder = ''
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'fareline-page-'))
  folder = join(parent, 'dashboard')
  await buildPage(folder)
})
afterAll(() => rm(parent, { recursive: true, force: true }))

const read = (file: string) => readFile(join(folder, file), 'utf8')

describe('the built page', () => {
  it('loads any view first in 100 kB at most, compressed', async () => {
    const sizes = await firstLoads(folder)
    expect([...sizes.keys()]).toContain('views/market/market-view.tsx')
    for (const [view, bytes] of sizes) {
      expect(bytes, view).toBeGreaterThan(10_000)
      expect(bytes, view).toBeLessThan(MOST_BYTES)
    }
  })

  it('has no script or style within the page, and nothing of another host', async () => {
    const html = await read('index.html')
    expect(html).toMatch(/<script type="module"[^>]* src="\/assets\/[^"]+\.js">/)
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=|https?:/)
  })

  it('allows what comes from its own origin alone', async () => {
    const headers = await read('_headers')
    const policy = /Content-Security-Policy: (.*)/.exec(headers)?.[1] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('publishes no manifest of the build', async () => {
    expect(await read('.assetsignore')).toContain('.vite')
  })
})

describe('building it again', () => {
  it('leaves the same files, though two builds run at once', async () => {
    const before = await contents()
    await Promise.all([buildPage(folder), buildPage(folder)])
    expect(await contents()).toEqual(before)
  })

  it('takes away what an older build left', async () => {
    await writeFile(join(folder, 'assets/old-0000.js'), 'old')
    await buildPage(folder)
    expect(await filesIn(folder)).not.toContain('assets/old-0000.js')
  })
})

async function contents(): Promise<readonly string[]> {
  const files = await filesIn(folder)
  return Promise.all(files.map(async (file) => `${file}\n${await read(file)}`))
}
