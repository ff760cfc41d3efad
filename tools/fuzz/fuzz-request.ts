/** One request of an operation, drawn from a seed: mostly near to what the contract allows. */
import { gzipSync } from 'node:zlib'
import { stream } from '../../pipelines/simulator/world/stream'
import type { FuzzContract, FuzzOperation, Parameter } from './contract'
import { type Draw, damaged, drawValue, pick, wrongValue } from './fuzz-values'

export type FuzzRequest = {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | undefined
}

const LONGEST_QUERY = 4_000

export function fuzzRequest(
  { operations, schemas }: FuzzContract,
  seed: number,
  number: number,
  key: string
): FuzzRequest {
  const draw = stream(seed, `fuzz/${number}`)
  // Round robin, so that a short run reaches all of them.
  const operation = operations[number % operations.length]
  if (!operation) throw new Error('openapi.json has no operation')
  const value = (parameter: Parameter) => {
    const own = drawValue(parameter.schema, schemas, draw, parameter.name)
    return textOf(draw() < 0.15 ? wrongValue(draw) : own).slice(0, LONGEST_QUERY)
  }
  const { headers, body } = bodyOf(operation, schemas, draw)
  return {
    operation: operation.name,
    method: operation.method,
    path: pathOf(operation, value, draw),
    headers: { ...headersOf(operation, value, draw), ...headers, authorization: `Bearer ${key}` },
    body,
  }
}

function pathOf(
  { path, parameters }: FuzzOperation,
  value: (parameter: Parameter) => string,
  draw: Draw
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((each) => each.name === name)
    const text = parameter
      ? value(parameter)
      : pick(draw, ['x', 'compact-lake', '..', 'LIS-JFK'], 'x')
    return encodeURIComponent(text.toWellFormed()) || 'x'
  })
  const query = new URLSearchParams()
  for (const parameter of parameters.filter((each) => each.in === 'query')) {
    if (!parameter.required && draw() < 0.5) continue
    if (draw() < 0.05) continue
    query.append(parameter.name, value(parameter))
    if (draw() < 0.05) query.append(parameter.name, value(parameter))
  }
  if (draw() < 0.05) query.append(pick(draw, ['unknown', 'departure_dat', '%'], 'x'), 'y')
  return query.size > 0 ? `${filled}?${query}` : filled
}

function headersOf(
  { parameters }: FuzzOperation,
  value: (parameter: Parameter) => string,
  draw: Draw
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const parameter of parameters.filter((each) => each.in === 'header')) {
    if (draw() < 0.3) headers[parameter.name] = visible(value(parameter))
  }
  if (draw() < 0.2) {
    headers['fareline-now'] = pick(
      draw,
      ['2026-11-29T12:00:00Z', '2099-01-01T00:00:00Z', '0001-01-01T00:00:00Z', 'yesterday'],
      ''
    )
  }
  return headers
}

/** A client sends no other bytes in a header. */
function visible(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 1_000)
}

function bodyOf(
  { requestBody }: FuzzOperation,
  schemas: FuzzContract['schemas'],
  draw: Draw
): { headers: Record<string, string>; body: Uint8Array<ArrayBuffer> | undefined } {
  if (!requestBody) return { headers: {}, body: undefined }
  const [type = 'application/json', { schema } = { schema: {} }] = pick(
    draw,
    Object.entries(requestBody.content),
    ['application/json', { schema: {} }]
  )
  const whole = drawValue(schema, schemas, draw)
  const value = draw() < 0.6 ? damaged(whole, draw) : whole
  const text = draw() < 0.08 ? garbage(draw) : written(value, type, draw)
  const bytes = new TextEncoder().encode(text)
  const sent = draw() < 0.15 ? new Uint8Array(gzipSync(bytes)) : bytes
  const named = draw() < 0.05 ? pick(draw, ['text/plain', 'application/xml', ''], '') : type
  return { headers: named === '' ? {} : { 'content-type': named }, body: sent }
}

function written(value: unknown, type: string, draw: Draw): string {
  if (type === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams()
    for (const [name, each] of Object.entries(Object(value))) form.append(name, textOf(each))
    return String(form)
  }
  const json = JSON.stringify(value) ?? ''
  if (draw() < 0.05) return json.slice(0, Math.floor(draw() * json.length))
  return type === 'application/x-ndjson' && draw() < 0.3 ? `${json}\n`.repeat(200) : json
}

function garbage(draw: Draw): string {
  return pick(
    draw,
    [
      '',
      '[[[[',
      '{"a":',
      '<a><b/>'.repeat(2_000),
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      'a,b,c\n1,2\n"'.repeat(500),
      `[${'{},'.repeat(50_000)}{}]`,
      '\u0000'.repeat(5_000),
      `{"price_offers":[${'{},'.repeat(20_000)}{}]}`,
    ],
    ''
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
