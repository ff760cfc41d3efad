import { expect, it } from 'vitest'
import { airlineName, airlineNamed } from '../../../models/airline/airlines'

it.each([
  ['TAP Air Portugal', 'TP'],
  ['ryanair', 'FR'],
  ['IndiGo', '6E'],
  ['American', 'AA'],
  ['Air France', 'AF'],
  ['Air India', 'AI'],
  ['Turkish Airlines', 'TK'],
  ['Avianca', 'AV'],
  ['Japan Airlines', 'JL'],
])('knows the airline "%s" as %s', (name, code) => expect(airlineNamed(name)).toBe(code))

it('knows the name of a code, and no name that several or no airlines have', () => {
  expect(airlineName('TP')).toBe('TAP Air Portugal')
  expect(airlineName('??')).toBeUndefined()
  expect(airlineNamed('Multiple airlines')).toBeUndefined()
})
