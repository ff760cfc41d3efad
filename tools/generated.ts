/** Files made by a tool and kept in the repository: written, or with `--check` only compared. */
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
