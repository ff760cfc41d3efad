import { expect, test } from 'vitest'
import { statementsIn } from '../../../tools/lake/statements'

test('statements end at semicolons outside of quotes and comments', async () => {
  const text = `select ';' as a; -- a comment; still
    select "x;y" from t;
  select 'it''s; one'`
  expect(await statements([text])).toEqual([
    "select ';' as a",
    `-- a comment; still
    select "x;y" from t`,
    "select 'it''s; one'",
  ])
})

test('a statement may arrive in pieces, also within a character', async () => {
  const bytes = Buffer.from("select 'Zürich;' as c; select 2;")
  for (let at = 1; at < bytes.length; at += 1) {
    const pieces = [bytes.subarray(0, at), bytes.subarray(at)]
    expect(await statements(pieces)).toEqual(["select 'Zürich;' as c", 'select 2'])
  }
})

test('empty statements are left out', async () => {
  expect(await statements([';;  ; \n'])).toEqual([])
})

async function statements(pieces: readonly (string | Buffer)[]): Promise<string[]> {
  async function* input() {
    yield* pieces
  }
  const found: string[] = []
  for await (const statement of statementsIn(input())) found.push(statement)
  return found
}
