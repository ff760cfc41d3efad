/** The names that each operation of the contract knows, read from the registered routes. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { aliasesFor, namesOf } from '../../pipelines/wire/known-names'

export type Operation = {
  readonly query: readonly string[]
  /** Current names of the query by alias. */
  readonly aliases: ReadonlyMap<string, string>
  /** Undefined where the body is not JSON of a stated shape. */
  readonly body: z.ZodType | undefined
}

/** Operations by method and path: "GET /v1/price-insights". */
export type Contract = ReadonlyMap<string, Operation>

/** Built at the first call, when every route is registered, and kept by the returned function. */
export function contractOf({ openAPIRegistry }: Pick<OpenAPIHono, 'openAPIRegistry'>) {
  let built: Contract | undefined
  return (): Contract => {
    built ??= new Map(openAPIRegistry.definitions.flatMap(operationsIn))
    return built
  }
}

type Definition = OpenAPIHono['openAPIRegistry']['definitions'][number]

function operationsIn(definition: Definition): readonly (readonly [string, Operation])[] {
  if (definition.type !== 'route') return []
  const { method, path, request } = definition.route
  const content = request?.body?.content
  // An operation that also takes documents of other forms reads its JSON itself.
  const json =
    content && Object.keys(content).length === 1 ? content['application/json'] : undefined
  const query = namesOf(schemaIn(request?.query)) ?? []
  const operation = {
    query,
    aliases: aliasesFor(query),
    body: json && 'schema' in json ? schemaIn(json.schema) : undefined,
  }
  return [[`${method.toUpperCase()} ${path}`, operation]]
}

function schemaIn(schema: unknown): z.ZodType | undefined {
  return schema instanceof z.ZodType ? schema : undefined
}
