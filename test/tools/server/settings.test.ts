import { expect, it } from 'vitest'
import { readSettings, settingNames } from '../../../tools/server/settings'

it('takes settings of wrangler.toml, with any text behind the first =', () => {
  expect(readSettings(['LAND_REQUESTS=false', 'MODEL_ENGINE=a=b'])).toEqual({
    LAND_REQUESTS: 'false',
    MODEL_ENGINE: 'a=b',
  })
  expect(readSettings([])).toEqual({})
})

it.each(['LAND_REQUEST=false', 'LAND_REQUESTS', '=1', ''])(
  'refuses %j and names the settings',
  (word) => {
    expect(() => readSettings([word])).toThrow('LAND_REQUESTS')
  }
)

it('reads the names under [vars] and no others', () => {
  expect(
    settingNames('name = "x"\n[vars]\n# Why.\nONE_A = "1"\nTWO = "2"\n[secrets]\nS = "3"\n')
  ).toEqual(['ONE_A', 'TWO'])
})
