/** Finds words of a private vocabulary in comments and names, each with its place and the fix. */
import { parseSync } from 'vite'

/** Comments in which these stand have plain words for them; see the glossary of the docs. */
const IN_COMMENTS: readonly (readonly [RegExp, string])[] = [
  [/^\W*(What|Of)\b/, 'begin with the subject: a noun or a verb'],
  [/\b(told|tells?)\b/i, 'write "return", "report" or "state"'],
  [/\b(asked|asks)\b/i, 'write "request" or "question"'],
  [/\b(said|says so)\b/i, 'write "report" or "state"'],
  [/\b(nobody|no one) (saw|looked)\b/i, 'write "not observed"'],
  [/\bsister\b/i, 'write "held-out refit"'],
]

/** Names that stand for too many things, and what to write in their place. */
const IN_NAMES: ReadonlyMap<string, string> = new Map([
  ['told', 'name the value: answer, response, view'],
  ['Told', 'name the value: answer, response, view'],
  ['asked', 'question, request'],
  ['Asked', 'question, request'],
  ['saidBy', 'errorTextOf'],
  ['said', 'reported, estimate'],
  ['made', 'created, inputs'],
  ['reading', 'snapshotRead, parsed, refreshed'],
  ['held', 'cached, valid, compared'],
  ['keyOf', 'name the key: quoteKey, cacheKey'],
])

type Comment = { readonly line: number; readonly text: string }

export function commentBreaks(file: string, text: string): readonly string[] {
  const comments = file.endsWith('.py') ? pythonComments(text) : scriptComments(file, text)
  return comments.flatMap((comment) =>
    IN_COMMENTS.filter(([word]) => word.test(comment.text)).map(
      ([word, fix]) => `${file}:${comment.line} a comment has ${word.source}: ${fix}`
    )
  )
}

/** `published` are names that stay because stored or published data has them. */
export function nameBreaks(
  file: string,
  text: string,
  published: readonly string[] = []
): readonly string[] {
  return namesOfCode(file, text).flatMap(({ line, text: name }) => {
    const fix = published.includes(name) ? undefined : IN_NAMES.get(name)
    return fix === undefined ? [] : [`${file}:${line} is named ${name}: ${fix}`]
  })
}

/** Lines of one comment after the other; adjacent `//` lines are one comment. */
function scriptComments(file: string, text: string): readonly Comment[] {
  const lines: Comment[] = []
  let end = -1
  for (const comment of parseSync(file, text).comments) {
    const isContinued = comment.type === 'Line' && /^\s*$/.test(text.slice(end, comment.start))
    const line = lineAt(text, comment.start)
    const rows = comment.value.split('\n').map((row) => row.replace(/^\s*\*/, ' '))
    const last = lines.at(-1)
    if (isContinued && last) lines[lines.length - 1] = { ...last, text: `${last.text} ${rows[0]}` }
    else lines.push({ line, text: rows.join(' ') })
    end = comment.end
  }
  return lines
}

function pythonComments(text: string): readonly Comment[] {
  const [comments, lines] = [[] as Comment[], text.split('\n')]
  for (const [index, line] of lines.entries()) {
    const found = /^\s*(?:#:?|""")(.*)/.exec(line)
    if (!found) continue
    const isContinued = /^\s*#/.test(line) && /^\s*#/.test(lines[index - 1] ?? '')
    const last = comments.at(-1)
    if (isContinued && last) {
      comments[comments.length - 1] = { ...last, text: `${last.text} ${found[1]}` }
    } else comments.push({ line: index + 1, text: found[1] ?? '' })
  }
  return comments
}

/** The identifiers of a file. */
function namesOfCode(file: string, text: string): readonly Comment[] {
  const found = new Map<number, string>()
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    if (isIdentifier(node)) found.set(node.start, node.name)
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseSync(file, text).program)
  return [...found].map(([start, name]) => ({ line: lineAt(text, start), text: name }))
}

function isIdentifier(node: object): node is { readonly name: string; readonly start: number } {
  return 'type' in node && (node.type === 'Identifier' || node.type === 'PrivateIdentifier')
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
