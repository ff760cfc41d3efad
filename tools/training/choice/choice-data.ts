/**
 * Real shopping sessions with the offer taken (`choice/itinerary_choices.csv.gz`). Their provenance
 * is not stated, so they judge recipes and are never part of what ships.
 */
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { SlateOffer } from '../../../pipelines/features/choice/slate-offer'
import type { ChoiceSession } from '../../../pipelines/training/choice/choice-training-rows'
import { openPlain } from '../../replay/read-fares'

export const CHOICES_FILE = 'choice/itinerary_choices.csv.gz'

const DAY_MINUTES = 1440
const flag = z.enum(['0', '1']).transform((text) => text === '1')
const number = z.coerce.number()

const Line = z.object({
  individual: z.string(),
  choice: flag,
  stayDurationMinutes: number,
  totalPrice: number,
  totalTripDurationMinutes: number,
  dtd: number,
  nFlights: number,
  isDomestic: flag,
  /** Seconds of the local day. */
  outDepTime: number,
  /** Seconds of the local day. Moves with the stay, so it belongs to the way back, not the way out. */
  outArrTime: number,
  origin: z.string(),
  destination: z.string(),
  airlines: z.string(),
  containsLCC: flag,
  pointOfSale: z.string(),
})
type Line = z.infer<typeof Line>

/** Sessions of one offer are included, although no model can be wrong on them. */
export async function readChoices(folder: string): Promise<readonly ChoiceSession[]> {
  const sessions = new Map<string, Line[]>()
  const records = openPlain(join(folder, CHOICES_FILE)).pipe(parse({ bom: true, columns: true }))
  for await (const record of records) {
    const line = Line.parse(record)
    const session = sessions.get(line.individual)
    if (session) session.push(line)
    else sessions.set(line.individual, [line])
  }
  return [...sessions].flatMap(([id, lines]) => sessionOf(id, lines) ?? [])
}

function sessionOf(id: string, lines: readonly Line[]): ChoiceSession | undefined {
  const [first] = lines
  const taken = lines.findIndex(({ choice }) => choice)
  if (!first || taken < 0) return undefined
  const { origin, destination, pointOfSale, dtd, isDomestic } = first
  // Offers of one session stay about as long; a return within 18 hours is one of the same day.
  const stays = lines.map(({ stayDurationMinutes }) => stayDurationMinutes).sort((a, b) => a - b)
  const stay = stays[Math.floor(stays.length / 2)] ?? 0
  const trip = {
    daysToDeparture: dtd,
    returns: true,
    sameDay: stay < 0.75 * DAY_MINUTES,
    domestic: isDomestic,
    passengers: undefined,
    stayDays: stay / DAY_MINUTES,
  }
  const shopper = { country: pointOfSale, market: `${origin}-${destination}` }
  return { id, shopper, slate: { trip, offers: lines.map(offerOf) }, taken }
}

function offerOf(line: Line): SlateOffer {
  const flown = [...new Set(line.airlines.split('/'))]
  return {
    amount: line.totalPrice,
    airline: flown.join('+'),
    lowCost: line.containsLCC,
    durationMinutes: line.totalTripDurationMinutes,
    // A round trip has at least two flights.
    stops: line.nFlights - 2,
    departsMinute: line.outDepTime / 60,
    returnsMinute: line.outArrTime / 60,
    stayMinutes: line.stayDurationMinutes,
  }
}
