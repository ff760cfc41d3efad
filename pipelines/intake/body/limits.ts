/**
 * Most work of one request. A limit is counted while the body is read, so that a body beyond it costs
 * no more than one at it.
 */
export const MAX_EVENTS = 10_000
/** Offers of all events, documents and lines of a feed: in memory they take ten times their text. */
export const MAX_REQUEST_OFFERS = 100_000
/** Findings of the schema: a record may have many, and each costs some microseconds. */
export const MAX_PROBLEMS = 20_000
/** Problems named in an answer; the others are counted. */
export const MAX_NAMED = 100
/** JSON values of one event: 1,000 plain offers have 20,000. */
export const MAX_EVENT_VALUES = 40_000
/** JSON values of a document. */
export const MAX_DOCUMENT_VALUES = 1_000_000
export const MAX_DEPTH = 64

export function tooManyEvents() {
  return {
    code: 'too-many',
    detail: `The body holds more than ${MAX_EVENTS} events; send at most ${MAX_EVENTS} a request.`,
  } as const
}

export function tooManyOffers() {
  return {
    code: 'too-many',
    detail: `The body holds more than ${MAX_REQUEST_OFFERS} offers; send them in several requests.`,
  } as const
}

/** `first` is the reason of the first problem, which the others mostly share. */
export function tooManyProblems(first: string) {
  return {
    code: 'too-many',
    detail:
      `The body has more than ${MAX_PROBLEMS} problems, so nothing of it was taken. ` +
      `The first: ${first}. Mend them, or send fewer records a request.`,
  } as const
}
