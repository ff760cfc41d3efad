/** Stands in for `cloudflare:workers` where the product's objects run in plain Node. */
export class DurableObject<E = unknown> {
  readonly ctx: unknown
  readonly env: E

  constructor(ctx: unknown, env: E) {
    this.ctx = ctx
    this.env = env
  }
}
