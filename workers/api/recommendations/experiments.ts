/** Experiments on rankings: two arms of travellers, compared at any time. */
import { createRoute, z } from '@hono/zod-openapi'
import { boostOfWire, TreatmentWire } from '../../../pipelines/answers/ranking/ranking-wire'
import { type ArmCounts, shareOf } from '../../../pipelines/experiments/confidence-sequence'
import {
  EXPERIMENT_METRICS,
  type Experiment,
  type Treatment,
} from '../../../pipelines/experiments/experiment'
import { resultOf, VERDICTS } from '../../../pipelines/experiments/experiment-result'
import { requireScope } from '../../gateway/auth'
import { recordAct } from '../../gateway/record-act'
import { envelope, enveloped, json } from '../../http/http'
import { instantOrNull } from '../../http/instant'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import {
  type CountsByArm,
  findExperiment,
  listExperiments,
  readCounts,
  startExperiment,
  stopExperiment,
  type TravellerCounts,
} from '../../storage/experiments/experiment-rows'

const ExperimentRequest = z
  .strictObject({
    name: z.string().min(1).max(100),
    metric: z
      .enum(EXPERIMENT_METRICS)
      .default('booking')
      .openapi({ description: 'What a traveller must do at least once' }),
    share: z
      .number()
      .min(0.01)
      .max(0.99)
      .default(0.5)
      .openapi({ description: 'Share of travellers in the treatment' }),
    treatment: TreatmentWire,
  })
  .openapi('ExperimentRequest')

const ExperimentRecord = z
  .object({
    id: z.string(),
    name: z.string(),
    metric: z.enum(EXPERIMENT_METRICS),
    share: z.number(),
    treatment: TreatmentWire,
    started_at: z.iso.datetime(),
    stopped_at: z.iso.datetime().nullable().openapi({ description: 'null while it runs' }),
  })
  .openapi('Experiment')

const ArmRecord = z
  .object({
    travellers: z.int().openapi({ description: 'Who were shown a ranking' }),
    clicked: z.int(),
    booked: z.int(),
    rate: z.number().openapi({ description: 'Share of travellers with the metric' }),
  })
  .openapi('ExperimentArm')

const Results = z
  .object({
    experiment: ExperimentRecord,
    verdict: z.enum(VERDICTS).openapi({
      description:
        'too_few: fewer than 100 travellers in an arm. ratio_mismatch: an arm has lost travellers, so no result is to be trusted.',
    }),
    difference: z
      .object({ estimate: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .openapi({
        description:
          'Of the rates, treatment minus control; the interval of 95 % holds at every look at once',
      }),
    ratio_p: z.number().openapi({
      description: 'Probability of such a division of travellers by chance',
    }),
    control: ArmRecord,
    treatment: ArmRecord,
  })
  .openapi('ExperimentResults')

const REFUSALS = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable'] as const
const params = z.object({ id: z.string().max(100) })

const startRoute = createRoute({
  operationId: 'startExperiment',
  method: 'post',
  path: '/v1/experiments',
  tags: ['Recommendations'],
  summary: 'Start an experiment on rankings',
  description:
    'Travellers are divided by a hash of user or session; one without either is new each time. One experiment runs at a time in an ' +
    'account and mode. It holds everywhere within 10 s.',
  middleware: [requireScope('jobs:run')] as const,
  request: { body: { required: true, ...json(ExperimentRequest, 'The arms and the metric') } },
  responses: {
    201: json(envelope(ExperimentRecord), 'The experiment, which runs'),
    ...problems('invalid-request', ...REFUSALS),
  },
})

const listRoute = createRoute({
  operationId: 'listExperiments',
  method: 'get',
  path: '/v1/experiments',
  tags: ['Recommendations'],
  summary: 'List experiments',
  description: 'The latest 200, newest first.',
  middleware: [requireScope('insights:read')] as const,
  responses: {
    200: json(envelope(z.array(ExperimentRecord)), 'Experiments of the account and mode'),
    ...problems(...REFUSALS),
  },
})

const resultsRoute = createRoute({
  operationId: 'getExperimentResults',
  method: 'get',
  path: '/v1/experiments/{id}/results',
  tags: ['Recommendations'],
  summary: 'Show the results of an experiment',
  description:
    'Each traveller counts once. The result may be read at any time, and the experiment stopped when it is decided.',
  middleware: [requireScope('insights:read')] as const,
  request: { params },
  responses: {
    200: json(envelope(Results), 'Counts, difference and verdict'),
    ...problems('not-found', ...REFUSALS),
  },
})

const stopRoute = createRoute({
  operationId: 'stopExperiment',
  method: 'post',
  path: '/v1/experiments/{id}:stop',
  tags: ['Recommendations'],
  summary: 'Stop an experiment',
  description:
    'All travellers get the control again. Clicks and bookings of earlier rankings still count.',
  request: { params },
  responses: {
    200: json(envelope(ExperimentRecord), 'The experiment, which has ended'),
    ...problems('not-found', ...REFUSALS),
  },
})

export const experiments = createRouter()
  .openapi(startRoute, async (c) => {
    const { services, principal } = c.var
    const { name, metric, share, treatment } = c.req.valid('json')
    const experiment: Experiment = {
      id: `exp_${crypto.randomUUID()}`,
      name,
      metric,
      share,
      treatment: treatmentOf(treatment),
      startedAt: services.now,
      stoppedAt: undefined,
    }
    const act = { started: name, treatment }
    await recordAct(c, { action: 'experiment.change', subject: experiment.id, detail: act })
    const { db, isolate } = services
    const isStarted = await reach('database', startExperiment(db, principal.scope, experiment))
    if (!isStarted) {
      const detail = 'Another experiment runs; stop it first, as one traveller can be in one only.'
      return problem(c, 'invalid-request', detail)
    }
    isolate.experiments.clear()
    return c.json(enveloped(c, wireOf(experiment)), 201)
  })
  .openapi(listRoute, async (c) => {
    const { services, principal } = c.var
    const found = await reach('database', listExperiments(services.db, principal.scope))
    return c.json(enveloped(c, found.map(wireOf)), 200)
  })
  .openapi(resultsRoute, async (c) => {
    const { services, principal } = c.var
    const { id } = c.req.valid('param')
    const experiment = await reach('database', findExperiment(services.db, principal.scope, id))
    if (!experiment) return problem(c, 'not-found', `There is no experiment "${id}".`)
    const counts = await reach('database', readCounts(services.db, id))
    return c.json(enveloped(c, resultsOf(experiment, counts)), 200)
  })

// The router cannot split "{id}:stop", so the contract is registered beside the handler.
experiments.openAPIRegistry.registerPath(stopRoute)
experiments.post('/v1/experiments/:id{.+:stop}', requireScope('jobs:run'), async (c) => {
  const { services, principal } = c.var
  const id = c.req.param('id').slice(0, -':stop'.length)
  const { db, now, isolate } = services
  const found = await reach('database', findExperiment(db, principal.scope, id))
  if (!found) return problem(c, 'not-found', `There is no experiment "${id}".`)
  if (found.stoppedAt !== undefined) return c.json(enveloped(c, wireOf(found)), 200)
  await recordAct(c, { action: 'experiment.change', subject: id, detail: { stopped: true } })
  await reach('database', stopExperiment(db, principal.scope, id, now))
  isolate.experiments.clear()
  return c.json(enveloped(c, wireOf({ ...found, stoppedAt: now })), 200)
})

function treatmentOf({ boosts, ...treatment }: z.infer<typeof TreatmentWire>): Treatment {
  return { ...treatment, boosts: boosts?.map(boostOfWire) }
}

function wireOf({ treatment, startedAt, stoppedAt, ...rest }: Experiment) {
  const { id, name, metric, share } = rest
  const { order, diversity, boosts } = treatment
  return {
    id,
    name,
    metric,
    share,
    treatment: {
      order,
      diversity,
      boosts: boosts?.map(({ when, add }) => ({
        when: { carrier: when.carrier, max_stops: when.maxStops },
        add,
      })),
    },
    started_at: new Date(startedAt).toISOString(),
    stopped_at: instantOrNull(stoppedAt ?? null),
  }
}

function resultsOf(experiment: Experiment, counts: CountsByArm) {
  const armOf = ({ exposed, clicked, booked }: TravellerCounts): ArmCounts => ({
    exposed,
    converted: experiment.metric === 'click' ? clicked : booked,
  })
  const [control, treatment] = [armOf(counts.control), armOf(counts.treatment)]
  const { verdict, interval, ratioP } = resultOf({ control, treatment }, experiment.share)
  const estimate = shareOf(treatment) - shareOf(control)
  return {
    experiment: wireOf(experiment),
    verdict,
    difference: interval ? { estimate, low: interval.low, high: interval.high } : null,
    ratio_p: ratioP,
    control: armWire(counts.control, control),
    treatment: armWire(counts.treatment, treatment),
  }
}

function armWire({ exposed, clicked, booked }: TravellerCounts, arm: ArmCounts) {
  return { travellers: exposed, clicked, booked, rate: shareOf(arm) }
}
