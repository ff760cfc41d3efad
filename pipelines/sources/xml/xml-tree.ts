/**
 * Builds the value of a document from the parser's events, within limits. The first reason to
 * refuse it stays, and nothing is built after it.
 */
export type XmlValue = string | XmlElement | readonly XmlValue[]
export type XmlElement = { readonly [name: string]: XmlValue }

/** Answers of distribution systems need far less; a document at a limit is read in 0.1 s. */
export const XML_LIMITS = {
  characters: 20_000_000,
  depth: 64,
  elements: 400_000,
  /** Attributes of one element. */
  attributes: 100,
  attributeCharacters: 65_536,
  /** "&amp;" and its like, each of which is parsed on its own. */
  references: 100_000,
}

export function tooMany(what: string, most: number): string {
  return `has more than ${most} ${what}`
}

type OpenElement = {
  readonly name: string
  readonly fields: Map<string, XmlValue | XmlValue[]>
  attributes: number
  text: string
}

export function createTree() {
  const root = newElement('')
  const path: OpenElement[] = []
  let current = root
  let elements = 0
  let reason: string | undefined
  const refuse = (why: string) => {
    reason ??= why
  }
  return {
    refuse,
    refused: () => reason,
    document: (): XmlElement => Object.fromEntries(root.fields),
    open(name: string) {
      elements += 1
      if (path.length >= XML_LIMITS.depth) refuse(`nests deeper than ${XML_LIMITS.depth} elements`)
      if (elements > XML_LIMITS.elements) refuse(tooMany('elements', XML_LIMITS.elements))
      if (reason !== undefined) return
      path.push(current)
      current = newElement(localName(name))
    },
    attribute(name: string, value: string) {
      if (value.length > XML_LIMITS.attributeCharacters) {
        refuse(`has an attribute longer than ${XML_LIMITS.attributeCharacters} characters`)
      }
      current.attributes += 1
      if (current.attributes > XML_LIMITS.attributes) {
        refuse(`has an element of more than ${XML_LIMITS.attributes} attributes`)
      }
      if (reason === undefined && !DECLARATION.test(name)) add(current, localName(name), value)
    },
    text(text: string) {
      if (reason === undefined) current.text += text
    },
    close() {
      const parent = path.pop()
      if (reason !== undefined || !parent) return
      add(parent, current.name, readValue(current))
      current = parent
    },
  }
}
/** Declarations of namespaces and types; they are no content. */
const DECLARATION = /^(?:xmlns$|xmlns:|xsi:)/

function newElement(name: string): OpenElement {
  return { name, fields: new Map(), attributes: 0, text: '' }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function add({ fields }: OpenElement, name: string, value: XmlValue): void {
  const known = fields.get(name)
  if (known === undefined) fields.set(name, value)
  else if (isList(known)) known.push(value)
  else fields.set(name, [known, value])
}

function isList(value: XmlValue | XmlValue[]): value is XmlValue[] {
  return Array.isArray(value)
}

function readValue(element: OpenElement): XmlValue {
  const text = element.text.trim()
  if (element.fields.size === 0) return text
  if (text !== '') add(element, 'content', text)
  return Object.fromEntries(element.fields)
}
