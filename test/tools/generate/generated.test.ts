import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSection } from '../../../tools/generate/generated'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-generated-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a generated section of a page', () => {
  it('replaces what lies between its markers and leaves the rest alone', async () => {
    const file = join(folder, 'page.md')
    await writeFile(file, 'before\n\n<!-- rows:begin -->\nold\n<!-- rows:end -->\n\nafter\n')
    await writeSection(file, 'rows', '| new |')
    const once = await readFile(file, 'utf8')
    expect(once).toBe('before\n\n<!-- rows:begin -->\n\n| new |\n\n<!-- rows:end -->\n\nafter\n')
    await writeSection(file, 'rows', '| new |')
    expect(await readFile(file, 'utf8')).toBe(once)
  })

  it('refuses a page without its markers', async () => {
    const file = join(folder, 'bare.md')
    await writeFile(file, '<!-- rows:begin -->\n')
    await expect(writeSection(file, 'rows', 'x')).rejects.toThrow(
      'lacks <!-- rows:begin --> ... <!-- rows:end -->'
    )
  })
})
