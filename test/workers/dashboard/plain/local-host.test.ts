import { expect, it } from 'vitest'
import { isLocalHost } from '../../../../workers/dashboard/plain/local-host'

it('only names of this machine are local', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'].every(isLocalHost)).toBe(true)
  const others = ['localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', 'fareline.example']
  expect(others.some(isLocalHost)).toBe(false)
})
