/** Effects that add up, from a start to a total, each as a bar from where the last one ended. */
import { extentOf, place, type Scale } from '../plain/chart-scale'
import { type MoneyText, moneyText, signedMoney } from '../plain/shown-number'
import { stepsOf } from '../plain/waterfall-steps'
import { useWidth } from './use-width'

export type Effect = { readonly text: string; readonly effect: MoneyText }

export function Waterfall({
  effects,
  label,
}: {
  readonly effects: readonly Effect[]
  readonly label: string
}) {
  const [box, width] = useWidth<HTMLDivElement>(160)
  const steps = stepsOf(effects.map(({ effect }) => Number(effect.amount)))
  const currency = effects[0]?.effect.currency ?? ''
  const extent = extentOf(steps.slice(1).flatMap(({ from, to }) => [from, to])) ?? [0, 1]
  const scale: Scale = { domain: extent, range: [0, width.value] }
  const at = (value: number) => Math.max(0, Math.min(width.value, place(scale, value)))
  return (
    <table class="waterfall" aria-label={label}>
      <tbody>
        {steps.map(({ from, to, kind }, index) => (
          <tr key={kind === 'total' ? 'total' : effects[index]?.text} class={`step-${kind}`}>
            <th scope="row">{kind === 'total' ? 'Predicted fare' : effects[index]?.text}</th>
            <td class="step-bar">
              <div ref={index === 0 ? box : null}>
                <svg width={width.value} height="14" aria-hidden="true">
                  <rect
                    x={Math.min(at(from), at(to))}
                    width={Math.max(1.5, Math.abs(at(to) - at(from)))}
                    y="2"
                    height="10"
                    rx="1.5"
                  />
                </svg>
              </div>
            </td>
            <td class="number">
              {kind === 'change'
                ? signedMoney(effects[index]?.effect ?? { amount: '0', currency })
                : moneyText({ amount: to.toFixed(2), currency })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
