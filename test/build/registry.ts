/** Calls of the model registry, and versions to upload. */
import { exports } from 'cloudflare:workers'
import { z } from 'zod'
import type { Comparison } from '../../pipelines/registry/comparison'
import { comparisonOf } from './comparisons'
import { forestFixture } from './fare-fixture'

const Body = z.object({ data: z.unknown().optional(), detail: z.string().optional() })

export async function callModels(key: string, path: string, body?: unknown) {
  const response = await exports.default.fetch(`https://fareline.test/v1/models${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, ...Body.parse(await response.json()) }
}

/** The upload of a version that is better than `champion` and the rule, unless changed. */
export async function uploadOf(
  version: string,
  champion: string | null,
  changes: Partial<Comparison> = {}
) {
  const { manifest, onnx } = await forestFixture(version, 2)
  const until = new Date().toISOString()
  const window = { from: '2026-01-01T00:00:00.000Z', until }
  return {
    manifest: JSON.stringify(manifest),
    onnx_base64: btoa(String.fromCharCode(...onnx)),
    comparison: comparisonOf({ version, champion, window, ...changes }),
  }
}
