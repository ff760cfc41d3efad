import { expect, it } from 'vitest'
import { Misuse } from '../../../tools/command/misuse'
import { scopeOption } from '../../../tools/command/scope-option'

it('reads an account and its test mode unless live is wanted', () => {
  const account = 'acme-travel'
  expect(scopeOption({ account, live: undefined })).toEqual({ account, mode: 'test' })
  expect(scopeOption({ account, live: false })).toEqual({ account, mode: 'test' })
  expect(scopeOption({ account, live: true })).toEqual({ account, mode: 'live' })
})

it.each([
  ['', /^--account must be 2 to 40 lower-case letters/],
  ['Acme', /^--account must be 2 to 40 lower-case letters/],
  ['a/b', /^--account must be 2 to 40 lower-case letters/],
  ['models', /^--account is reserved; choose another account name$/],
])('names the option and the rule that the account %j breaks', (account, message) => {
  expect(() => scopeOption({ account, live: false })).toThrow(Misuse)
  expect(() => scopeOption({ account, live: false })).toThrow(message)
})
