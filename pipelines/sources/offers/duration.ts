/** Durations in minutes, in the spellings of documents and feeds. */

const AMOUNT = '\\d{1,9}(?:[.,]\\d{1,30})?'
const XS_DURATION = new RegExp(
  `^P?(?:(${AMOUNT})Y)?(?:(${AMOUNT})M)?(?:(${AMOUNT})W)?(?:(${AMOUNT})D)?` +
    `(?:T(?:(${AMOUNT})H)?(?:(${AMOUNT})M)?(?:(${AMOUNT})S)?)?$`
)
/** Minutes of each part: year, month, week, day, hour, minute, second. */
const PART_MINUTES = [525_600, 43_800, 10_080, 1440, 60, 1, 1 / 60] as const

/**
 * An xs:duration or ISO 8601 duration, rounded to the minute: "PT14H15M", "P0Y0M0DT7H10M0.000S",
 * "P1W". Amadeus version 1 leaves out the "P": "0DT6H50M". A year counts as 365 days and a month as
 * a twelfth of it. Undefined for any other text, a negative duration too.
 */
export function isoMinutes(duration: string | undefined): number | undefined {
  const parts = XS_DURATION.exec(duration?.trim().toUpperCase() ?? '')?.slice(1)
  if (!parts?.some((part) => part !== undefined)) return undefined
  const minutes = PART_MINUTES.reduce(
    (sum, each, place) => sum + Number((parts[place] ?? '0').replace(',', '.')) * each,
    0
  )
  return Math.round(minutes)
}

const WORDS =
  /^(?:(\d{1,3})\s*d(?:ays?)?)?[\s,]*(?:(\d{1,4})\s*h(?:(?:ou)?rs?)?\.?)?[\s,]*(?:(\d{1,5})\s*m(?:in(?:ute)?s?)?\.?)?$/i
/** "8:05", and "8h 05", whose minutes have lost their unit. */
const CLOCK = /^(\d{1,3})\s*(?::|h\s?)([0-5]\d)(?::[0-5]\d)?$/i

/** Text whose unit stands in it: "2h 50m", "1 hr 5 min", "02:50" or an ISO 8601 duration. */
export function writtenMinutes(text: string): number | undefined {
  const written = text.trim()
  const clock = CLOCK.exec(written)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const parts = WORDS.exec(written)?.slice(1)
  if (!parts?.some((part) => part !== undefined)) return isoMinutes(written)
  const [days, hours, minutes] = parts.map((part) => Number(part ?? 0))
  return (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0)
}
