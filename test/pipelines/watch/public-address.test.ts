import { expect, test } from 'vitest'
import { isPublicAddress } from '../../../pipelines/watch/public-address'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '[::1]',
  'fe80::1',
  'fe80::1%eth0',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
  '2002:7f00:1::',
  '2001:db8::1',
  '2001::1',
  'ff02::1',
  '::127.0.0.1',
  'localhost',
  '1.2.3',
  '256.1.1.1',
  '1::2::3',
  'example.com',
  '',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '[2a00:1450:4003::200e]',
  '::ffff:1.1.1.1',
  '64:ff9b::101:101',
  '2002:101:101::',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})
