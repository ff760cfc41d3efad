/**
 * Reads XML into plain values: an element is the record of its attributes and children, its text is
 * `content`, an element of text alone is that text, and a name that occurs more than once is a
 * list. Names lose their namespace prefix and text stays text, so "0123" keeps its zero.
 *
 * Documents come from strangers. A DOCTYPE is refused, so there are no entities but XML's own five,
 * and a document that would cost more than its size justifies is refused before or while it is read.
 */
import { SaxesParser } from 'saxes'
import { createTree, tooMany, XML_LIMITS, type XmlElement } from './xml-tree'

/** `refused` is the reason in words. */
export type XmlResult = { readonly document: XmlElement } | { readonly refused: string }

/** Characters parsed at a time: a refusal in one slice stops the next. */
const SLICE = 16_384

export function readXml(text: string): XmlResult {
  const refused = refusedUnread(text)
  if (refused !== undefined) return { refused }

  const tree = createTree()
  const parser = new SaxesParser()
  parser.on('error', ({ message }) => tree.refuse(`is not well-formed XML (${message})`))
  parser.on('doctype', () => tree.refuse(DOCTYPE))
  parser.on('opentagstart', ({ name }) => tree.open(name))
  parser.on('attribute', ({ name, value }) => tree.attribute(name, value))
  parser.on('text', tree.text)
  parser.on('cdata', tree.text)
  parser.on('closetag', tree.close)

  const trimmed = text.trimStart()
  for (let start = 0; start < trimmed.length && !tree.refused(); start += SLICE) {
    parser.write(trimmed.slice(start, start + SLICE))
  }
  if (!tree.refused()) parser.close()
  const reason = tree.refused()
  return reason === undefined ? { document: tree.document() } : { refused: reason }
}

const DOCTYPE = 'has a DOCTYPE; send the document without one'

/** Refuses a text without parsing it, at the speed of a search through it. */
function refusedUnread(text: string): string | undefined {
  const { characters, elements, references } = XML_LIMITS
  if (text.length > characters) return `is longer than ${characters} characters`
  if (text.includes('<!DOCTYPE')) return DOCTYPE
  // The parser throws on half a surrogate pair.
  if (!text.isWellFormed()) return 'is not well-formed Unicode'
  // A start and an end for each element, and as much again for comments.
  if (occursMoreThan(text, '<', elements * 4)) return tooMany('elements', elements)
  if (occursMoreThan(text, '&', references)) return tooMany('character references', references)
  return undefined
}

function occursMoreThan(text: string, character: string, most: number): boolean {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    count += 1
    if (count > most) return true
  }
  return false
}
