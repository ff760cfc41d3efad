/** Generated files kept in the repository: written, or with `--check` only compared. */
import { readFile, writeFile } from 'node:fs/promises'

export async function writeGenerated(path: string, content: object | string): Promise<void> {
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 1)}\n`
  if (!process.argv.includes('--check')) {
    await writeFile(path, text)
    console.log(`${path}: ${text.length} bytes`)
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is not current: run its tool without --check and commit the file`)
    process.exitCode = 1
  }
}

/** Replaces what lies between `<!-- NAME:begin -->` and `<!-- NAME:end -->`; the rest is by hand. */
export async function writeSection(path: string, name: string, section: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`]
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${path} lacks ${begin} ... ${end}`)
  const before = text.slice(0, from + begin.length)
  await writeGenerated(path, `${before}\n\n${section}\n\n${text.slice(to)}`)
}
