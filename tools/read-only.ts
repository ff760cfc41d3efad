/**
 * npm run read-only -- on|off|status --url U --key K [--reason TEXT]: switches the writes of a
 * deployment, or of a local server, off and on. Prints one JSON line.
 */
import { z } from 'zod'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'

await runCommand(COMMANDS['read-only'], async ({ values, positionals }) => {
  const [action] = positionals
  if (action !== 'on' && action !== 'off' && action !== 'status') {
    throw new Misuse('The action must be on, off or status')
  }
  const enabled = action === 'on'
  const body = JSON.stringify({ enabled, reason: values.reason })
  const response = await fetch(new URL('/v1/read-only', values.url), {
    method: action === 'status' ? 'GET' : 'PUT',
    headers: { authorization: `Bearer ${values.key}`, 'content-type': 'application/json' },
    ...(action === 'status' ? {} : { body }),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  const { data } = z.object({ data: z.unknown() }).parse(await response.json())
  console.log(JSON.stringify(data))
  return 0
})
