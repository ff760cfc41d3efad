/** Statements of a session: each ends at a semicolon outside of quotes and comments. */

export async function* statementsIn(
  input: AsyncIterable<Buffer | string>
): AsyncGenerator<string, void, undefined> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    for (let end = statementEnd(rest); end !== undefined; end = statementEnd(rest)) {
      const statement = rest.slice(0, end).trim()
      rest = rest.slice(end + 1)
      if (statement !== '') yield statement
    }
  }
  // The last one needs no semicolon.
  if (rest.trim() !== '') yield rest.trim()
}

/** Quoted text, quoted names and comments, which may contain semicolons; or a semicolon. */
const TOKEN = /'[^']*(?:'|$)|"[^"]*(?:"|$)|--[^\n]*(?:\n|$)|;/g

function statementEnd(text: string): number | undefined {
  for (const { 0: token, index } of text.matchAll(TOKEN)) if (token === ';') return index
  return undefined
}
