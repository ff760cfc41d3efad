/** `POST /v1/models/{model}/versions`: a trained version, stored beside the one that answers. */
import { createRoute, z } from '@hono/zod-openapi'
import { Comparison } from '../../../pipelines/registry/comparison'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { MODEL_NAMES } from '../../inference/deploy-all'
import { uploadVersion } from '../../registry/upload-version'
import { noModel } from './models'
import { Version, versionWire } from './registry-wire'

const Upload = z
  .strictObject({
    manifest: z
      .string()
      .openapi({ description: 'The text of manifest.json, as training wrote it' }),
    onnx_base64: z.base64().openapi({ description: 'The bytes of model.onnx, at most 1,500,000' }),
    comparison: Comparison.optional().openapi({
      description: 'comparison.json; a version without it cannot become champion',
    }),
  })
  .openapi('ModelUpload')

const uploadRoute = createRoute({
  operationId: 'uploadModelVersion',
  method: 'post',
  path: '/v1/models/{model}/versions',
  tags: ['Models'],
  summary: 'Upload a version of a model',
  description:
    'Checks the hash, the outputs and the golden rows before anything is stored. The version answers nothing ' +
    'until it is promoted. Safe to repeat: a version never changes.',
  middleware: [requireScope('models:write')] as const,
  request: {
    params: z.object({ model: z.string().openapi({ example: 'fare' }) }),
    body: { required: true, ...json(Upload, 'The files of the version') },
  },
  responses: {
    200: json(envelope(Version), 'It was there already'),
    201: json(envelope(Version), 'It is stored'),
    ...problems(
      'invalid-request',
      'not-found',
      'unauthorized',
      'forbidden',
      'too-large',
      'rate-limited',
      'unavailable'
    ),
  },
})

export const modelVersions = createRouter().openapi(uploadRoute, async (c) => {
  const { services, principal } = c.var
  const { model } = c.req.valid('param')
  if (!MODEL_NAMES.includes(model)) return problem(c, 'not-found', noModel(model))
  const { manifest, onnx_base64, comparison } = c.req.valid('json')
  await recordAct(c, { action: 'model.upload', subject: model })
  const upload = { model, manifest, onnx: bytesOf(onnx_base64), comparison }
  const uploaded = await reach('lake or the database', uploadVersion(services, principal, upload))
  if ('refusal' in uploaded) {
    return problem(c, 'invalid-request', `The version is not stored: ${uploaded.refusal}.`)
  }
  const { row, isNew } = uploaded
  const data = versionWire({ ...row, compared: row.comparison !== null })
  return c.json(enveloped(c, data), isNew ? 201 : 200)
})

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
