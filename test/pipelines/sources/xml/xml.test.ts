import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from '../../../../pipelines/sources/xml/xml'
import { XML_LIMITS } from '../../../../pipelines/sources/xml/xml-tree'
import {
  all,
  descendants,
  number,
  payloadOf,
  words,
} from '../../../../pipelines/sources/xml/xml-value'

const documentOf = (text: string) => {
  const result = readXml(text)
  if ('refused' in result) throw new Error(result.refused)
  return result.document
}

describe('reading XML', () => {
  it('makes records of elements, with attributes and children alike', () => {
    expect(documentOf('<a b="1"><c>x</c><d e="2">y</d><f/></a>')).toEqual({
      a: { b: '1', c: 'x', d: { e: '2', content: 'y' }, f: '' },
    })
  })

  it('removes namespace prefixes and declarations', () => {
    const text =
      '<n:a xmlns:n="urn:n" xmlns="urn:m" xsi:type="t" n:b="1"><m:c xmlns:m="m">x</m:c></n:a>'
    expect(documentOf(text)).toEqual({ a: { b: '1', c: 'x' } })
  })

  it('reads one element or many as a list', () => {
    const prices = (text: string) => all(documentOf(text), 'a', 'p').map(words)
    expect(prices('<a><p>1</p></a>')).toEqual(['1'])
    expect(prices('<a><p>1</p><q/><p cur="EUR">2</p></a>')).toEqual(['1', '2'])
    expect(prices('<a/>')).toEqual([])
  })

  it('keeps text as text', () => {
    expect(documentOf('<a n="007"><b> 0123 </b><c>1e3</c><d>true</d></a>')).toEqual({
      a: { n: '007', b: '0123', c: '1e3', d: 'true' },
    })
    expect(number('151.00000000000000000000')).toBe(151)
    expect(['1e3', '0x10', '', 'NaN', '1,5'].map(number)).toEqual(Array(5).fill(undefined))
  })

  it('reads the five entities, character references and CDATA', () => {
    expect(documentOf('<a>&lt;&amp;&#233;&#x1F6EB;<![CDATA[<b>&c;]]></a>')).toEqual({
      a: '<&é🛫<b>&c;',
    })
  })

  it('begins after a byte order mark or blank lines, and across slices', () => {
    const text = `\uFEFF\r\n<?xml version="1.0"?><a>${'<b>é🛫</b>\r\n'.repeat(9_000)}</a>`
    expect(all(documentOf(text), 'a', 'b')).toEqual(Array(9_000).fill('é🛫'))
  })

  it('keeps a name that objects know as a plain field', () => {
    const document = documentOf(
      '<a><__proto__><b>1</b></__proto__><constructor>2</constructor></a>'
    )
    expect(Object.getPrototypeOf(document.a)).toBe(Object.prototype)
    expect(all(document, 'a', '__proto__', 'b')).toEqual(['1'])
  })

  it('finds a payload in its envelopes, and elements at any depth', () => {
    const document = documentOf(
      '<s:E xmlns:s="s"><s:Body><X><R><p k="1"/><q><p k="2"/></q></R></X></s:Body></s:E>'
    )
    expect(payloadOf(document, ['R'])?.pointer).toBe('/E/Body/X/R')
    expect(payloadOf(document, ['Z'])).toBeUndefined()
    expect(descendants(document, new Set(['p']))).toEqual([{ k: '1' }, { k: '2' }])
  })
})

const laughs = `<!DOCTYPE l [<!ENTITY l0 "ha">${Array.from({ length: 30 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('')}]><l>&l30;</l>`
const { attributeCharacters, attributes, characters, depth, elements, references } = XML_LIMITS

describe('hostile XML', () => {
  it.each([
    ['billion laughs', laughs, 'DOCTYPE'],
    [
      'quadratic blow-up',
      `<!DOCTYPE l [<!ENTITY a "${'a'.repeat(100_000)}">]><l>${'&a;'.repeat(90_000)}</l>`,
      'DOCTYPE',
    ],
    [
      'an external entity',
      '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>',
      'DOCTYPE',
    ],
    [
      'an external DTD',
      '<!-- <l> --><!DOCTYPE l SYSTEM "http://example.com/l.dtd"><l/>',
      'DOCTYPE',
    ],
    [
      'ten megabytes of DTD',
      `<!DOCTYPE l [${'<!ENTITY x "yyyyyyyyyyyyyyyyyyyyy">'.repeat(300_000)}]><l/>`,
      'DOCTYPE',
    ],
    ['an entity of nobody', '<l>&x;</l>', 'undefined entity'],
    ['deep nesting', '<l>'.repeat(depth + 1) + '</l>'.repeat(depth + 1), 'deeper than 64'],
    ['deep nesting without end', '<l>'.repeat(elements), 'deeper than 64'],
    ['endless start tags', '<l>'.repeat(5_000_000), `more than ${elements} elements`],
    ['too many elements', `<l>${'<b/>'.repeat(elements)}</l>`, `more than ${elements} elements`],
    ['a huge attribute', `<l a="${'x'.repeat(attributeCharacters + 1)}"/>`, 'attribute longer'],
    [
      'many attributes',
      `<l ${Array.from({ length: 100_000 }, (_, at) => `a${at}=""`).join(' ')}/>`,
      `more than ${attributes} attributes`,
    ],
    ['one attribute again and again', `<l ${'a="" '.repeat(90)}/>`, 'duplicate attribute'],
    ['many references', `<l>${'&amp;'.repeat(references + 1)}</l>`, 'character references'],
    ['a long document', `<l>${' '.repeat(characters)}</l>`, 'longer than'],
    ['an open comment', `<l><!--${' '.repeat(1_000_000)}`, 'unclosed tag'],
    ['only brackets', '<'.repeat(1_000_000), 'not well-formed'],
    ['nothing', '', 'not well-formed'],
    ['a null character', '<l>\0</l>', 'disallowed character'],
    ['half a character', '<?\uD800', 'well-formed Unicode'],
    ['two roots', '<l/><l/>', 'not well-formed'],
  ])('is refused at once, with the reason: %s', (_, text, reason) => {
    const start = performance.now()
    const result = readXml(text)
    expect(result).toEqual({ refused: expect.stringContaining(reason) })
    // Milliseconds on an idle machine.
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('never throws, whatever the text', () => {
    const scrap = fc.constantFrom(
      '<',
      '>',
      '/',
      '<a',
      '</a>',
      '<!',
      '--',
      '[CDATA[',
      ']]>',
      '<?',
      '?>',
      '&',
      ';',
      '#',
      '"',
      "'",
      '=',
      ':',
      'xmlns',
      '\uD800',
      '\r',
      ' '
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(scrap, fc.string())).map((parts) => parts.join(''))
    )
    fc.assert(
      fc.property(text, fc.boolean(), (inside, wrapped) => {
        const result = readXml(wrapped ? `<a>${inside}</a>` : inside)
        expect('refused' in result ? result.refused : result.document).toBeTruthy()
      }),
      { numRuns: 1_000 }
    )
  })
})
