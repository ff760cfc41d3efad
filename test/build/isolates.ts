import { env } from 'cloudflare:workers'

/** An environment of its own, which has an isolate's memory of its own; `rate` samples decisions. */
export function isolateWith(rate: string): Env {
  return new Proxy(env, {
    get: (of, name) => (name === 'DECISION_SAMPLE_RATE' ? rate : Reflect.get(of, name)),
  })
}
