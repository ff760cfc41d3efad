import { render } from 'preact'
import { wallClock } from '../wall-clock'
import { createPage, PageContext } from './client/page-state'
import { App } from './frame/app'
import { readRoute } from './plain/view-route'

const SECOND = 1_000
const page = createPage()

addEventListener('hashchange', () => {
  page.route.value = readRoute(location.hash)
  page.isSearching.value = false
})
setInterval(() => {
  page.now.value = wallClock()
  if (document.visibilityState === 'visible') page.answers.tick()
}, SECOND)
const root = document.getElementById('page')
if (root) {
  render(
    <PageContext.Provider value={page}>
      <App />
    </PageContext.Provider>,
    root
  )
}
