import { describe, expect, it } from 'vitest'
import { encodingOf } from '../../../pipelines/intake/encoding'

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const wide = (text: string, big = false) =>
  Uint8Array.from([...latin(text)].flatMap((byte) => (big ? [0, byte] : [byte, 0])))
const XML = '<?xml version="1.0" encoding="utf-16"?><a/>'

describe('the encoding of a body', () => {
  it('follows its byte order mark whatever is declared', () => {
    expect(encodingOf(Uint8Array.of(0xff, 0xfe, 0x3c, 0), 'utf-8')).toBe('utf-16le')
    expect(encodingOf(Uint8Array.of(0xfe, 0xff, 0, 0x3c), undefined)).toBe('utf-16be')
    expect(encodingOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x3c), 'utf-16')).toBe('utf-8')
  })

  it('is UTF-16 where zeros stand between the letters', () => {
    expect(encodingOf(wide(XML), undefined)).toBe('utf-16le')
    expect(encodingOf(wide(XML, true), undefined)).toBe('utf-16be')
  })

  it('is not UTF-16 where single bytes only declare it', () => {
    expect(encodingOf(latin(XML), undefined)).toBe('utf-8')
    expect(encodingOf(latin('{"a":1}'), 'utf-16')).toBe('utf-8')
  })

  it('is what the declaration or the content type says', () => {
    expect(encodingOf(latin('<?xml version="1.0" encoding="ISO-8859-1"?>'), 'utf-8')).toBe(
      'iso-8859-1'
    )
    expect(encodingOf(latin('a;b'), 'windows-1252')).toBe('windows-1252')
    expect(encodingOf(latin('a;b'), undefined)).toBe('utf-8')
    expect(encodingOf(new Uint8Array(), undefined)).toBe('utf-8')
  })
})
