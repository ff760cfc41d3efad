import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { usePage } from '../../client/page-state'
import type { Answered } from '../../plain/api-types'

type Place = Answered<'/v1/places'>['data'][number]
export type Located = { readonly longitude: number; readonly latitude: number }

/** Where places are, by code; each is requested once. */
export function usePlaces(codes: readonly string[]): ReadonlyMap<string, Located> {
  const { send } = usePage()
  const known = useSignal<ReadonlyMap<string, Located>>(new Map())
  useEffect(() => {
    for (const code of codes) {
      if (known.peek().has(code)) continue
      void send({ url: `/v1/places?query=${code}&limit=1` }).then((reply) => {
        // The contract states the type.
        const place = reply.ok ? (reply.body as { data: readonly Place[] }).data[0] : undefined
        const { longitude, latitude } = place ?? {}
        if (place?.code !== code || typeof longitude !== 'number' || typeof latitude !== 'number')
          return
        known.value = new Map([...known.peek(), [code, { longitude, latitude }]])
      })
    }
  }, [codes.join()])
  return known.value
}
