/** Sends fuzzed requests one after another and judges each answer by its status and its cost. */
import type { FuzzContract } from './contract'
import { type FuzzRequest, fuzzRequest } from './fuzz-request'

/** A request that takes longer hangs. */
const HANG_MS = 10_000
/** Worker time that any request may take, and more for each byte it brings: 1 s for 20 MB. */
const BASE_MS = 300
const MS_PER_BYTE = 1_000 / 20_000_000
/** Bytes that any answer may have, and more for each byte of the request. */
const BASE_BYTES = 600_000
const ANSWER_BYTES_PER_BYTE = 20
/** Limit of the body of most routes; workers/admission/body-limits.ts. */
const REFUSED_UNREAD = 512_000
const REPEATS = 2

export type Finding = { readonly number: number; readonly operation: string; readonly what: string }

export type OperationCost = {
  readonly operation: string
  requests: number
  /** Answers by the hundred of their status. */
  readonly statuses: Map<string, number>
  worstMs: number
  worstMsPerKb: number
  worstBytes: number
  worstBytesPerByte: number
}

export type FuzzReport = {
  readonly requests: number
  readonly findings: readonly Finding[]
  readonly operations: readonly OperationCost[]
}

export type FuzzOptions = {
  readonly url: string
  readonly key: string
  readonly seed: number
  readonly first: number
  readonly requests: number
  readonly onProgress?: (done: number) => void
}

export async function fuzz(contract: FuzzContract, options: FuzzOptions): Promise<FuzzReport> {
  const costs = new Map<string, OperationCost>()
  const findings: Finding[] = []
  for (let number = options.first; number < options.first + options.requests; number += 1) {
    const request = fuzzRequest(contract, options.seed, number, options.key)
    const answer = await leastCostly(options.url, request)
    const cost = costs.get(request.operation) ?? newCost(request.operation)
    costs.set(request.operation, cost)
    add(cost, request, answer)
    for (const what of judge(request, answer)) {
      findings.push({ number, operation: request.operation, what })
    }
    options.onProgress?.(number - options.first + 1)
  }
  return { requests: options.requests, findings, operations: [...costs.values()] }
}

/**
 * Sends a request that took too long again: only a cost that stays is the request's own, others are the
 * machine's.
 */
async function leastCostly(url: string, request: FuzzRequest): Promise<FuzzAnswer> {
  let answer = await send(url, request)
  for (let again = 0; again < REPEATS && isSlow(request, answer); again += 1) {
    const next = await send(url, request)
    if ('failed' in next || 'failed' in answer) return next
    answer = { ...answer, workerMs: Math.min(answer.workerMs, next.workerMs) }
  }
  return answer
}

function isSlow(request: FuzzRequest, answer: FuzzAnswer): boolean {
  return !('failed' in answer) && answer.workerMs > mostMs(request)
}

function mostMs(request: FuzzRequest): number {
  return BASE_MS + sizeOf(request) * MS_PER_BYTE
}

export type FuzzAnswer =
  | {
      readonly status: number
      readonly type: string
      readonly bytes: number
      readonly workerMs: number
      readonly text: string
    }
  | { readonly failed: string }

async function send(
  url: string,
  { method, path, headers, body }: FuzzRequest
): Promise<FuzzAnswer> {
  try {
    const response = await fetch(url + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(HANG_MS),
      ...(body && { body }),
    })
    const text = await response.text()
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      bytes: text.length,
      workerMs: Number(
        /total;dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? 0
      ),
      text: text.slice(0, 300),
    }
  } catch (error) {
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

function sizeOf({ path, body }: FuzzRequest): number {
  return path.length + (body?.byteLength ?? 0)
}

/** Returns the objections of the oracles. */
export function judge(request: FuzzRequest, answer: FuzzAnswer): string[] {
  const size = sizeOf(request)
  // A body that is refused by its stated length is not read; the client may see a closed connection.
  if ('failed' in answer) return size > REFUSED_UNREAD ? [] : [`no answer: ${answer.failed}`]
  const { status, type, bytes, workerMs, text } = answer
  const found: string[] = []
  if (status >= 500) found.push(`status ${status}: ${text}`)
  if (status >= 400 && !type.includes('json'))
    found.push(`status ${status} as ${type || 'nothing'}`)
  if (workerMs > mostMs(request))
    found.push(`${workerMs.toFixed(0)} ms for ${size} bytes, ${status}`)
  const mostBytes = BASE_BYTES + size * ANSWER_BYTES_PER_BYTE
  if (bytes > mostBytes) found.push(`${bytes} bytes in answer to ${size}, ${status}`)
  return found
}

function newCost(operation: string): OperationCost {
  return {
    operation,
    requests: 0,
    statuses: new Map(),
    worstMs: 0,
    worstMsPerKb: 0,
    worstBytes: 0,
    worstBytesPerByte: 0,
  }
}

function add(cost: OperationCost, request: FuzzRequest, answer: FuzzAnswer): void {
  cost.requests += 1
  const group = 'failed' in answer ? 'none' : `${Math.floor(answer.status / 100)}xx`
  cost.statuses.set(group, (cost.statuses.get(group) ?? 0) + 1)
  if ('failed' in answer) return
  const size = sizeOf(request)
  cost.worstMs = Math.max(cost.worstMs, answer.workerMs)
  cost.worstMsPerKb = Math.max(cost.worstMsPerKb, answer.workerMs / Math.max(1, size / 1_000))
  cost.worstBytes = Math.max(cost.worstBytes, answer.bytes)
  cost.worstBytesPerByte = Math.max(cost.worstBytesPerByte, answer.bytes / size)
}
