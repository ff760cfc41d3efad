import { exports } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { describeParameters } from '../../../workers/api/parameters'

const parameter = (name: string, description?: string) => ({
  name,
  in: 'query' as const,
  schema: { type: 'string' as const },
  ...(description !== undefined && { description }),
})

function documentWith(parameters: ReturnType<typeof parameter>[]) {
  return {
    openapi: '3.1.0',
    info: { title: 'test', version: '1' },
    paths: { '/v1/things': { get: { parameters, responses: {} } } },
  }
}

describe('descriptions of parameters', () => {
  test('a parameter without a description gets the one of its name', () => {
    const document = documentWith([parameter('origin')])
    describeParameters(document)
    expect(document.paths['/v1/things'].get.parameters[0]).toMatchObject({
      description: 'IATA code of the airport or city of departure',
    })
  })

  test("a route's own description stays", () => {
    const document = documentWith([parameter('origin', 'Where the trip begins')])
    describeParameters(document)
    expect(document.paths['/v1/things'].get.parameters[0]?.description).toBe(
      'Where the trip begins'
    )
  })

  test('every parameter of the contract is described', async () => {
    const response = await exports.default.fetch('https://fareline.test/openapi.json')
    const { paths } = await response.json<{
      paths: Record<
        string,
        Record<string, { parameters?: { name: string; description?: string }[] }>
      >
    }>()
    const bare = Object.entries(paths).flatMap(([path, operations]) =>
      Object.values(operations).flatMap(({ parameters = [] }) =>
        parameters.filter(({ description }) => !description).map(({ name }) => `${path} ${name}`)
      )
    )
    expect(bare).toEqual([])
  })
})
