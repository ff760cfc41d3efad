/** Adds a rule for a target price. */
import { useSignal } from '@preact/signals'
import { usePage } from '../../client/page-state'
import { Panel } from '../../parts/panel'

export function RuleForm() {
  const page = usePage()
  const refusal = useSignal('')
  const add = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim()
    const market = text('market').toUpperCase()
    const condition = {
      kind: 'target_price',
      market,
      departure_date: text('departure'),
      currency: text('currency').toUpperCase(),
      amount: Number(text('amount')),
    }
    const name = `${market} at ${text('amount')} ${condition.currency}`
    const body = { name, condition, priority: 'P3' }
    const reply = await page.send({ method: 'POST', url: '/v1/alert-rules', body })
    refusal.value = reply.ok ? '' : reply.refusal.detail
    if (!reply.ok) return
    page.notice.value = `The rule "${name}" was added.`
    form.reset()
    await page.answers.refresh((url) => url.startsWith('/v1/alert-rules'))
  }
  return (
    <Panel
      title="Watch a price"
      span={2}
      sentence="Raises an alert when the lowest fare reaches a target."
    >
      <form class="stack" onSubmit={add}>
        <label class="field">
          Market
          <input name="market" required placeholder="LIS-JFK" pattern="[A-Za-z]{3}-[A-Za-z]{3}" />
        </label>
        <label class="field">
          Departure
          <input name="departure" type="date" required />
        </label>
        <label class="field">
          Target amount
          <input name="amount" inputMode="decimal" required placeholder="250" />
        </label>
        <label class="field">
          Currency
          <input name="currency" required maxLength={3} placeholder="EUR" />
        </label>
        {refusal.value !== '' && (
          <p class="form-error" role="alert">
            {refusal.value}
          </p>
        )}
        <button type="submit" class="primary">
          Add the rule
        </button>
      </form>
    </Panel>
  )
}
