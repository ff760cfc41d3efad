import { useEffect, useRef } from 'preact/hooks'
import { usePage } from '../client/page-state'
import { SHORTCUTS } from '../plain/key-text'

export function HelpDialog() {
  const page = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => {
    page.isHelping.value = false
  }
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="help-title" onClose={close}>
      <header>
        <h2 id="help-title">Keys</h2>
        <button type="button" class="quiet" onClick={close}>
          Close <kbd>Esc</kbd>
        </button>
      </header>
      <table class="keys">
        <tbody>
          {SHORTCUTS.map(({ keys, does }) => (
            <tr key={keys}>
              <th scope="row">
                {keys
                  .split(' ')
                  .map((key) => (key === '/' && keys !== '/' ? ' / ' : <kbd>{key}</kbd>))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </dialog>
  )
}
