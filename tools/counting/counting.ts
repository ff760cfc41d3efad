/** A server that counts what it would be billed for; stated in the environment of its process. */

export type Counting = {
  /** Its name in wrangler.toml. */
  readonly environment: string
  /** Isolates that requests are spread over. */
  readonly isolates: number
}

const NAME = 'COUNTING'

export function countingSettings({ environment, isolates }: Counting): Record<string, string> {
  return { [NAME]: `${environment} ${isolates}` }
}

export function readCounting(given: NodeJS.ProcessEnv): Counting | undefined {
  const [environment, isolates] = given[NAME]?.split(' ') ?? []
  return environment === undefined ? undefined : { environment, isolates: Number(isolates ?? 1) }
}
