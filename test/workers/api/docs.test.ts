import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

const ROOT = 'https://fareline.test/'

test('the root leads to the reference page', async () => {
  const root = await exports.default.fetch(ROOT, { redirect: 'manual' })
  expect(root.status).toBe(302)
  expect(root.headers.get('location')).toBe('/docs')
})
