/** Calendar quarters as numbers: 4 x year + 0 to 3. */
import type { IsoDay } from '../airline/calendar'

/** Parses "2015Q4". */
export function quarterOfText(text: string): number {
  return Number(text.slice(0, 4)) * 4 + Number(text.slice(5)) - 1
}

export function quarterOfDay(day: IsoDay): number {
  return Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
}

export function quarterText(quarter: number): string {
  return `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`
}
