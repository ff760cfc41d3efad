/** Takes the API key. On this machine the sandbox's key is filled in. */
import { useSignal } from '@preact/signals'
import { requestJson } from '../../client/api-request'
import { setKey, usePage } from '../../client/page-state'
import { isLocalHost } from '../../plain/local-host'

const SANDBOX_KEY = 'sk_test_sandbox'

export function KeyForm() {
  const page = usePage()
  const typed = useSignal(isLocalHost(location.hostname) ? SANDBOX_KEY : '')
  const refusal = useSignal('')
  const isBusy = useSignal(false)
  if (page.key.value !== undefined) {
    return (
      <p class="key-form">
        This tab uses the key <code>{shortened(page.key.value)}</code>. Choose a view, or sign out
        above.
      </p>
    )
  }

  const enter = async (event: Event) => {
    event.preventDefault()
    isBusy.value = true
    const key = typed.value.trim()
    const reply = await requestJson(fetch.bind(window), key, {
      url: '/v1/places?query=LIS&limit=1',
    })
    isBusy.value = false
    // A key without insights:read still opens the views of its own scopes.
    if (reply.ok || reply.refusal.status === 403) setKey(page, key)
    else refusal.value = reply.refusal.detail
  }
  return (
    <form class="key-form" onSubmit={enter}>
      <label for="key">API key</label>
      <span class="key-line">
        <input
          id="key"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          placeholder="sk_test_… or sk_live_…"
          aria-describedby="key-hint"
          onInput={(event) => {
            typed.value = event.currentTarget.value
          }}
        />
        <button type="submit" class="primary" disabled={isBusy.value || typed.value.trim() === ''}>
          Open the desk
        </button>
      </span>
      {refusal.value !== '' && (
        <p class="form-error" role="alert">
          {refusal.value}
        </p>
      )}
      <p id="key-hint" class="dim">
        {isLocalHost(location.hostname)
          ? 'This is the sandbox of this machine; its key may do everything. '
          : 'A key with the scopes insights:read and lake:read shows every view; actions need more. '}
        It stays in this tab and is forgotten when the tab closes.
      </p>
    </form>
  )
}

function shortened(key: string): string {
  return key.length <= 16 ? key : `${key.slice(0, 12)}…`
}
