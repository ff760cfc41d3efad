/** Questions to the person at a terminal; answers are not shown, as some are secrets. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Undefined without a terminal: in CI, or with a pipe. */
export function terminalQuestions(): ((question: string) => Promise<string>) | undefined {
  if (!process.stdin.isTTY || process.env.CI) return undefined
  return async (question) => {
    process.stderr.write(question)
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
    try {
      return (await lines.question('')).trim()
    } finally {
      lines.close()
      process.stderr.write('\n')
    }
  }
}
