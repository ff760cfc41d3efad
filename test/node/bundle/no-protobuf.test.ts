import { expect, test } from 'vitest'

/** As a variable: the file exports nothing, so it is no module to the type checker. */
const FILE = '../../../workers/bundle/no-protobuf'

test('stops a call of the protobuf form that the bundle leaves out', async () => {
  await expect(import(FILE)).rejects.toThrow('workers/bundle')
})
