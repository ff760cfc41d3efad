/** The Markdown pages of the repository, as trees. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

export const ROOT = join(import.meta.dirname, '../../..')
const PAGES = ['*.md', 'docs/**/*.md', 'pipelines/lake/README.md']

export type Page = {
  readonly file: string
  readonly text: string
  readonly nodes: readonly Nodes[]
}
export type Block = {
  readonly file: string
  readonly line: number
  readonly language: string
  /** Words after the language, such as "run" or "status=400". */
  readonly marks: readonly string[]
  readonly text: string
}

export function readPages(): Page[] {
  return globSync(PAGES, { cwd: ROOT }).sort().map(readPage)
}

function readPage(file: string): Page {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return { file, text, nodes: [...walk(fromMarkdown(text))] }
}

function* walk(node: Nodes): Generator<Nodes> {
  yield node
  if (!('children' in node)) return
  for (const child of node.children) yield* walk(child)
}

export function blocksOf({ file, nodes }: Page): Block[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'code') return []
    const line = node.position?.start.line ?? 0
    const marks = (node.meta ?? '').split(' ').filter((word) => word !== '')
    return [{ file, line, language: node.lang ?? '', marks, text: node.value }]
  })
}

/** Targets of links within the repository, relative to its root. */
export function linksOf({ file, nodes }: Page): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'link' || /^(https?:|mailto:|#)/.test(node.url)) return []
    return [join(dirname(file), node.url.replace(/#.*$/, ''))]
  })
}

export function inlineCodeOf({ nodes }: Page): string[] {
  return nodes.flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []))
}
