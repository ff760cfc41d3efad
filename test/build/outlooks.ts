/** Outlook models for tests of answers. */
import {
  OUTLOOK_HORIZONS,
  type Outlook,
  type OutlookModel,
  type OutlookQuestion,
} from '../../models/outlook/outlook-model'

/** Always answers undefined. */
export const NO_OUTLOOK: OutlookModel = {
  name: 'outlook@none',
  predict: async (questions) => questions.map(() => undefined),
}

/** Fares change to `ratio` of today's at once and stay there. */
export function outlookTo(ratio: number): OutlookModel {
  return {
    name: `outlook@${ratio}`,
    predict: async (questions) => questions.map((question) => outlookAt(question, ratio)),
  }
}

export function withoutWaits(model: OutlookModel): OutlookModel {
  return {
    ...model,
    predict: async (questions) =>
      (await model.predict(questions)).map(
        (outlook) => outlook && { ...outlook, waits: undefined }
      ),
  }
}

function outlookAt({ lowestMinor, daysToDeparture }: OutlookQuestion, ratio: number): Outlook {
  const fareMinor = Math.round(lowestMinor * ratio)
  const change = ratio - 1
  return {
    lowestMinor,
    daysToDeparture,
    horizons: OUTLOOK_HORIZONS.filter((days) => days <= daysToDeparture).map((days) => ({
      days,
      fareMinor,
      quantilesMinor: [0.9, 0.95, 1, 1.05, 1.1].map((width) => Math.round(fareMinor * width)),
    })),
    drops: OUTLOOK_HORIZONS.map(() =>
      [0.02, 0.05, 0.1, 0.2, 0.3, 0.5].map((share) => (change <= -share ? 0.9 : 0.05))
    ),
    waits: OUTLOOK_HORIZONS.map((days) => ({
      days,
      change,
      loss: Math.max(0, change),
      pSaves: change < 0 ? 0.9 : 0.1,
    })),
  }
}
