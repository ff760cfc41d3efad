/** `GET /v1/users/{id}/export`: everything that is stored about a user, as lines of JSON. */
import { createRoute, z } from '@hono/zod-openapi'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { recordsIn, userRecords } from '../../lake/user-records'
import { userHashes } from '../../secrets/user-hash'
import type { Services } from '../../services'
import type { Principal } from '../../storage/account/api-keys'
import { parkedWith } from '../../storage/letter-rows'
import { travellerName, userKey } from '../../storage/traveller-name'

/** Each is read whole; so many fit the CPU time of a request. */
const MAX_OBJECTS = 1_000

const UserId = z.string().min(1).max(256)

const exportRoute = createRoute({
  operationId: 'exportUser',
  method: 'get',
  path: '/v1/users/{id}/export',
  tags: ['Operations'],
  summary: 'Export everything that is stored about a user',
  description:
    'Takes the `user_id` that events were sent with. A line for each record of raw events, `user_context`, landings, ' +
    `dead letters and the memory of rankings, of the key's account and mode. The last line is \`{"end":true}\`, or \`{"end":false,"after":KEY}\` after ${MAX_OBJECTS} objects: ` +
    'go on with `?after=KEY`. An answer without a last line was cut off.',
  request: {
    params: z.object({ id: UserId }),
    query: z
      .object({
        after: z.string().max(1_024).optional().openapi({
          description: '`after` in the last line of the answer before',
        }),
      })
      .strict(),
  },
  responses: {
    200: {
      description: 'Lines of JSON: `stored_in`, `object` and `record`',
      content: { 'application/x-ndjson': { schema: z.string() } },
    },
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const userExport = createRouter()
// A contract has no type of a stream, so it is registered beside the handler.
userExport.openAPIRegistry.registerPath(exportRoute)
userExport.get('/v1/users/:id/export', requireScope('users:erase'), async (c) => {
  const { services, principal } = c.var
  const user = UserId.safeParse(c.req.param('id'))
  if (!user.success) return problem(c, 'invalid-request', 'id: must be 1 to 256 characters')
  const exportId = `exp_${crypto.randomUUID().replaceAll('-', '').slice(-20)}`
  await recordAct(c, { action: 'user.export', subject: exportId })
  const hashes = userHashes(services.userHashKeys, principal.scope, user.data)
  const lines = exportLines(services, principal, hashes, c.req.query('after'))
  return c.body(streamOf(lines), 200, { 'content-type': 'application/x-ndjson' })
})

async function* exportLines(
  { db, lake, travellers }: Services,
  { scope }: Principal,
  hashes: readonly string[],
  after: string | undefined
): AsyncGenerator<string> {
  const records = userRecords(lake, scope, hashes, { after, maxObjects: MAX_OBJECTS })
  let next = await records.next()
  for (; !next.done; next = await records.next()) yield lineOf(next.value)
  if (next.value !== undefined) {
    yield lineOf({ end: false, after: next.value })
    return
  }
  // Letters that wait in the database for the lake.
  for (const { id, body } of await parkedWith(db, scope, hashes)) {
    for (const record of recordsIn(body, hashes)) {
      yield lineOf({ stored_in: 'dead_letters', object: id, record })
    }
  }
  for (const hash of hashes) {
    const key = userKey(hash)
    for (const record of await travellers.getByName(travellerName(scope, key)).records()) {
      yield lineOf({ stored_in: 'traveller', object: key, record })
    }
  }
  yield lineOf({ end: true })
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

/** A line is produced when the reader takes the one before it. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
