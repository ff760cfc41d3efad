/** A deployment of an owner's version in front of the shared one, which answers until it is open. */
import type { Deployment } from './deployment'

export function preferOwn<Port>(own: Deployment<Port>, shared: Deployment<Port>): Deployment<Port> {
  const answering = () => (own.status().engine === 'baseline' ? shared : own)
  return {
    current: () => answering().current(),
    answer(work, use) {
      own.open(work)
      return answering().answer(work, use)
    },
    open(work) {
      own.open(work)
      shared.open(work)
    },
    async opened(work) {
      await own.opened(work)
      await shared.opened(work)
    },
    named: own.named,
    // The reason why the owner's version does not answer comes first.
    status: () => ({
      ...answering().status(),
      lastError: own.status().lastError ?? answering().status().lastError,
    }),
  }
}
