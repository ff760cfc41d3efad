/** Names of checkpoints in the lake, beside the prefixes of accounts. */
const PREFIX = 'audit/'

export function checkpointKey(account: string, day: string): string {
  return `${checkpointPrefix(account)}${day}.json`
}

export function checkpointPrefix(account: string): string {
  return `${PREFIX}${account}/`
}
