/**
 * npm run replay -- --format F FILE... --url U --key K: posts real data as events, in event-time
 * order under a moving clock, and resumes where it stopped. One JSON line of counts on stdout.
 */
import { planRequests } from '../pipelines/sources/fare-files/replay-plan'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { progressBar } from './command/progress'
import { formats, readHistory } from './replay/read-history'
import { forgetJournal, journalFile, newJournal, readJournal } from './replay/replay-journal'
import { Replay } from './replay/replay-run'
import type { Target } from './server/events-client'

await runCommand(COMMANDS.replay, async ({ values, positionals: files }) => {
  const format = formats.find((name) => name === values.format)
  if (!format) throw new Misuse(`--format must be one of ${formats.join(', ')}`)

  const target: Target = { url: values.url, key: values.key }
  const progress = progressBar('reading rows')
  const history = await readHistory(format, files, progress.at)
  progress.end()
  for (const { file, line, reason } of history.rejected.slice(0, 5)) {
    console.error(`${file}:${line} is no event: ${reason}`)
  }

  const file = journalFile(format, files, target.url, target.key)
  const journal = (values.fresh ? undefined : readJournal(file)) ?? newJournal()
  const replay = new Replay(target, history.lines, file, journal)
  await replay.forgetIfServerDid()

  const posting = progressBar('posting events', history.lines.length)
  for (const request of planRequests(history.lines)) {
    // The history is always divided into the same requests, so a resumed run finds its own.
    if (request.first >= replay.journal.next) await replay.post(request)
    posting.at(replay.journal.next)
  }
  posting.end()
  const counting = progressBar('counting events', replay.outstanding())
  await replay.waitUntilCounted(0, counting.at)
  counting.end()
  forgetJournal(file)

  const { accepted, duplicates, rejected, counted, deadLettered, seconds } = replay.journal
  if (deadLettered > 0) console.error(`${deadLettered} events were given up; see /v1/dead-letters`)
  console.log(
    JSON.stringify({
      rows: history.rows,
      rows_rejected: history.rejected.length,
      offers: history.offers,
      sent: history.lines.length,
      accepted,
      duplicates,
      rejected,
      counted,
      dead_lettered: deadLettered,
      seconds: Number(seconds.toFixed(1)),
    })
  )
  return 0
})
