import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createAnswerStore } from '../../../../workers/dashboard/client/answer-store'
import type { Reply } from '../../../../workers/dashboard/client/api-request'

const refusal = { status: 503, code: 'unavailable', title: 'Away', detail: 'Repeat' }

function storeOf(...replies: readonly (Reply | Promise<Reply>)[]) {
  let now = 1_000
  const urls: string[] = []
  const send = async ({ url }: { url: string }): Promise<Reply> => {
    urls.push(url)
    return replies[urls.length - 1] ?? { ok: true, body: urls.length }
  }
  const store = createAnswerStore(send, () => now)
  const pass = (ms: number) => {
    now += ms
    store.tick()
  }
  return { store, urls, pass }
}
const settle = () => vi.waitFor(() => Promise.resolve())

describe('the store of answers', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    return () => vi.useRealTimers()
  })

  it('fetches a watched answer once for all who watch it', async () => {
    const { store, urls } = storeOf()
    store.watch('/a', 60_000)
    store.watch('/a', 60_000)
    await settle()
    expect(urls).toEqual(['/a'])
    expect(store.read('/a').value).toMatchObject({ body: 1, at: 1_000, isLoading: false })
  })

  it('fetches again when its time has come, and not before', async () => {
    const { store, urls, pass } = storeOf()
    store.watch('/a', 60_000)
    await settle()
    pass(59_999)
    expect(urls).toHaveLength(1)
    pass(1)
    await settle()
    expect(store.read('/a').value).toMatchObject({ body: 2, at: 61_000 })
  })

  it('keeps the last answer and its age when a refresh is refused', async () => {
    const { store, pass } = storeOf({ ok: true, body: 'first' }, { ok: false, refusal })
    store.watch('/a', 10)
    await settle()
    pass(10)
    await settle()
    expect(store.read('/a').value).toMatchObject({ body: 'first', at: 1_000, refusal })
  })

  it('repeats a refused refresh after its time, not at every tick', async () => {
    const { store, urls, pass } = storeOf({ ok: true, body: 'first' }, { ok: false, refusal })
    store.watch('/a', 10_000)
    await settle()
    pass(10_000)
    await settle()
    for (let second = 0; second < 9; second += 1) pass(1_000)
    expect(urls).toHaveLength(2)
    pass(1_000)
    expect(urls).toHaveLength(3)
  })

  it('keeps an answer that is watched again, whatever an earlier watch left behind', async () => {
    const { store } = storeOf()
    const first = store.watch('/a', 60_000)
    await settle()
    first()
    vi.advanceTimersByTime(10_000)
    const second = store.watch('/a', 60_000)
    vi.advanceTimersByTime(10_000)
    second()
    vi.advanceTimersByTime(15_000)
    store.watch('/a', 60_000)
    await settle()
    vi.advanceTimersByTime(60_000)
    expect(store.read('/a').value.body).toBeDefined()
  })

  it('drops a slow answer that a newer one overtook', async () => {
    let release: (reply: Reply) => void = () => undefined
    const slow = new Promise<Reply>((resolve) => {
      release = resolve
    })
    const { store } = storeOf(slow, { ok: true, body: 'new' })
    store.watch('/a', 60_000)
    await store.refresh((url) => url === '/a')
    release({ ok: true, body: 'old' })
    await settle()
    expect(store.read('/a').value.body).toBe('new')
  })

  it('refreshes only what is watched and matches', async () => {
    const { store, urls } = storeOf()
    const leave = store.watch('/a', 60_000)
    store.watch('/b', 60_000)
    await settle()
    leave()
    await store.refresh(() => true)
    expect(urls).toEqual(['/a', '/b', '/b'])
  })

  it('lets go of an answer that nobody watches any more', async () => {
    const { store } = storeOf()
    const leave = store.watch('/a', 60_000)
    await settle()
    leave()
    expect(store.read('/a').value.body).toBe(1)
    vi.advanceTimersByTime(30_000)
    expect(store.read('/a').value.body).toBeUndefined()
  })

  it('forgets everything for another key and fetches what is watched', async () => {
    const { store, urls } = storeOf()
    store.watch('/a', 60_000)
    await settle()
    store.clear(true)
    expect(store.read('/a').value.body).toBeUndefined()
    await settle()
    expect(urls).toEqual(['/a', '/a'])
    expect(store.read('/a').value.body).toBe(2)
  })

  it('fetches nothing without a key, and drops what was on its way for the last one', async () => {
    let release: (reply: Reply) => void = () => undefined
    const slow = new Promise<Reply>((resolve) => {
      release = resolve
    })
    const { store, urls } = storeOf(slow)
    store.watch('/a', 60_000)
    store.clear(false)
    release({ ok: true, body: 'of the last key' })
    await settle()
    expect(urls).toEqual(['/a'])
    expect(store.read('/a').value.body).toBeUndefined()
  })
})
