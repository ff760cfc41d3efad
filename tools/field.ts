/**
 * Runs inputs from the field that were once read wrongly, and prints the expected and the actual
 * value of each.
 *
 *   npm run field -- [DIR] [--json] [--url URL --key KEY]
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { askQuestions } from './field/ask-questions'
import { differs, EXPECTED, type ExpectedCase } from './field/expected-cases'
import { readCase } from './field/read-case'

const HELP = `npm run field -- [DIR] [--json] [--url URL --key KEY]

Runs every file NN-name.{json,xml,csv,zip} of DIR (test/golden/field without one) and prints the
expected and the read value of each case. Exits 1 when one differs.

  --json        one JSON document instead of lines
  --url, --key  also send the events of cases with questions to a running instance, and ask them
`

await command(async () => {
  const { values, positionals } = parseArgs({
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      url: { type: 'string' },
      key: { type: 'string', default: 'sk_test_sandbox' },
    },
    allowPositionals: true,
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const [directory = 'test/golden/field'] = positionals
  const files = (await readdir(directory)).filter((name) =>
    /^\d\d-.*\.(?:json|xml|csv|zip)$/.test(name)
  )
  if (files.length === 0)
    throw new Error(`${directory} has no case; name a folder of NN-name files`)
  const server = values.url === undefined ? undefined : { url: values.url, key: values.key }
  const results = []
  for (const name of files.sort()) {
    const expected = EXPECTED.get(name.slice(0, 2))
    if (!expected) throw new Error(`${name} has no expected value in tools/field/expected.json`)
    const result = await run(join(directory, name), name, expected, server)
    results.push(result)
    if (!values.json) show(result)
  }
  const wrong = results.filter(({ state }) => state === 'differs')
  if (values.json) console.log(JSON.stringify(results))
  else console.log(`${results.length} cases, ${wrong.length} differ`)
  return wrong.length === 0 ? 0 : 1
})

type Result = {
  readonly name: string
  readonly state: 'equal' | 'differs' | 'not asked'
  readonly expected: object
  readonly got: unknown
}

async function run(
  path: string,
  name: string,
  expected: ExpectedCase,
  server: { readonly url: string; readonly key: string } | undefined
): Promise<Result> {
  const { each: _each, now: _now, columns: _columns, questions, ...read } = expected
  const bytes = await readFile(path)
  const isRead = Object.keys(read).length > 0
  const got = isRead ? await readCase(bytes, name, expected) : undefined
  if (isRead && differs(read, got)) return { name, state: 'differs', expected: read, got }
  if (questions.length === 0) return { name, state: 'equal', expected: read, got }
  if (!server) return { name, state: isRead ? 'equal' : 'not asked', expected: read, got }
  const wrong = await askQuestions(isRead ? bytes.toString('utf8') : undefined, expected, server)
  const state = wrong.length === 0 ? 'equal' : 'differs'
  return { name, state, expected: { questions }, got: wrong }
}

function show({ name, state, expected, got }: Result): void {
  console.log(`${state.padEnd(10)}${name}`)
  console.log(`  expected  ${JSON.stringify(expected)}`)
  console.log(`  got       ${JSON.stringify(got)}`)
}
