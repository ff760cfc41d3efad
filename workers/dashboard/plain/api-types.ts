/** Shapes of the API's answers, generated from its contract. */
import type { components, paths } from '../../../clients/typescript/src/schema.generated'

export type Schema = components['schemas']

export type GetPath = {
  [Path in keyof paths]: paths[Path] extends {
    get: { responses: { 200: { content: { 'application/json': unknown } } } }
  }
    ? Path
    : never
}[keyof paths]

export type Answered<Path extends GetPath> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Answer } } } }
}
  ? Answer
  : never

/** An RFC 9457 problem, or a failure to reach the API at all (status 0). */
export type Refusal = {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
}
