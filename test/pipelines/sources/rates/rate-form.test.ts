import { expect, test } from 'vitest'
import { rateFormOf } from '../../../../pipelines/sources/rates/rate-form'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

test.each([
  ['PK\u0003\u0004', { form: 'zip' }],
  ['\u001f\u008b\u0008', { form: 'gzip' }],
  ['<?xml version="1.0"?>', { form: 'xml' }],
  ['\u00ef\u00bb\u00bf<gesmes:Envelope>', { form: 'xml' }],
  ['Date, USD', { form: 'csv' }],
  ['"Date","USD"', { form: 'csv' }],
  ['%PDF-1.7', { detail: expect.stringContaining('a PDF') }],
  ['{"USD": 1}', { detail: expect.stringContaining('JSON') }],
  ['<!DOCTYPE html>', { detail: expect.stringContaining('a web page') }],
])('the first bytes of "%s" decide', (text, form) => expect(rateFormOf(bytes(text))).toEqual(form))
