/** A tool's call: its requests to the API with the caller's own key, and one answer of them all. */
import { z } from 'zod'
import { AccuracyFigures } from '../../pipelines/ledger/accuracy-report'
import { refused, type ToolResult } from './protocol'
import type { ApiRequest, ApiTool } from './tools'

export type SendRequest = (request: ApiRequest) => Promise<Response>

const ACCURACY_WINDOW = 'P90D'

const Answer = z.looseObject({ data: z.unknown() })
const Accuracy = z.object({ data: AccuracyFigures })

/** Returns in `accuracy` the record of such answers, and in `cost` the units of the call. */
export async function callTool(
  tool: ApiTool,
  input: unknown,
  send: SendRequest
): Promise<ToolResult> {
  const plan = tool.plan(input)
  if ('problem' in plan) return refused(plan.problem)
  const [responses, accuracy] = await Promise.all([
    Promise.all(plan.requests.map(send)),
    plan.accuracyScope === undefined ? undefined : readAccuracy(plan.accuracyScope, send),
  ])
  const answers = await Promise.all(responses.map(contentOf))
  const result = {
    ...(answers.length === 1 ? { answer: answers[0] } : { answers }),
    ...(accuracy && { accuracy }),
    cost: { requests: responses.length + (accuracy ? 1 : 0) },
  }
  const failed = responses.every(({ ok }) => !ok)
  return {
    content: [{ type: 'text', text: JSON.stringify(result) }],
    structuredContent: result,
    ...(failed && { isError: true }),
  }
}

/** The answer's data, or its problem as it stands. */
async function contentOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json()
  return response.ok ? Answer.parse(body).data : { problem: body }
}

async function readAccuracy(scope: string, send: SendRequest): Promise<object | undefined> {
  const query = new URLSearchParams({ scope, window: ACCURACY_WINDOW })
  const response = await send({ method: 'GET', path: `/v1/accuracy?${query}` })
  if (!response.ok) return undefined
  const { counts, forecasts, advice, saving } = Accuracy.parse(await response.json()).data
  return {
    scope,
    window: ACCURACY_WINDOW,
    settled: counts.settled,
    forecasts,
    advice: { n: advice.n, precision: advice.precision },
    saving: { n: saving.n, saved: saving.saved, possible: saving.possible },
  }
}
