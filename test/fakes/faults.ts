/** Bindings that break on demand: before the work, or after it when only the answer is lost. */
import { env } from 'cloudflare:workers'
import { connect, type Services } from '../../workers/services'
import { openDatabase } from '../../workers/storage/database'

export type Step = 'claim' | 'put' | 'head' | 'apply' | 'progress'
export type Fault = { readonly step: Step; readonly when: 'before' | 'after'; times: number }

export function breaking(faults: readonly Fault[], brokenMarket?: string): Services {
  const real = connect(env, { defer: () => {} })
  const trip = (step: Step, when: Fault['when']) => {
    const fault = faults.find((each) => each.step === step && each.when === when && each.times > 0)
    if (!fault) return
    fault.times -= 1
    throw new Error(`broken ${when} ${step}`)
  }
  const around = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
    trip(step, 'before')
    const result = await work()
    trip(step, 'after')
    return result
  }

  const lake = overriding(env.LAKE, {
    put: (...args: Parameters<R2Bucket['put']>) => around('put', () => env.LAKE.put(...args)),
    head: (key: string) => around('head', () => env.LAKE.head(key)),
  })
  const markets = overriding(env.MARKETS, {
    getByName: (name: string) => {
      const object = env.MARKETS.getByName(name)
      if (brokenMarket && !name.endsWith(brokenMarket)) return object
      return {
        applyParts: (...args: Parameters<typeof object.applyParts>) =>
          around('apply', async () => await object.applyParts(...args)),
      }
    },
  })
  const db = openDatabase(
    overriding(env.DB, {
      prepare: (query: string) => {
        // Receipts are written at the door, claims of messages behind it.
        const isClaim = query.startsWith('INSERT') && !query.startsWith('INSERT INTO "receipts"')
        const step = isClaim ? 'claim' : 'progress'
        return breakingStatement(env.DB.prepare(query), step, around)
      },
    })
  )
  return { ...real, lake, markets, db }
}

function breakingStatement(
  statement: D1PreparedStatement,
  step: Step,
  around: <T>(step: Step, work: () => Promise<T>) => Promise<T>
): D1PreparedStatement {
  return overriding(statement, {
    bind: (...values: unknown[]) => breakingStatement(statement.bind(...values), step, around),
    run: () => around(step, () => statement.run()),
    all: () => around(step, () => statement.all()),
    raw: () => around(step, () => statement.raw()),
  })
}

/** The target with some of its methods replaced. */
export function overriding<T extends object>(target: T, methods: Record<string, unknown>): T {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && name in methods) return methods[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
