/**
 * npm run models -- list|show|upload|compare|promote|rollback|history MODEL [VERSION|FOLDER]: the
 * registry of a running server or a deployment, by its API. A refused promotion ends with code 1.
 */
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { historyTable, modelTable, verdictText, versionTable } from './models/model-tables'
import { createRegistryClient } from './models/registry-client'

const ACTIONS = ['list', 'show', 'upload', 'compare', 'promote', 'rollback', 'history'] as const

await runCommand(COMMANDS.models, async ({ values, positionals }) => {
  const [action = 'list', model = '', subject = ''] = positionals
  const client = createRegistryClient({ url: values.url, key: values.key })
  const print = (data: unknown, text: string) =>
    console.log(values.json ? JSON.stringify(data) : text)
  const named = () => {
    if (model === '') throw new Misuse(`Name the model: npm run models -- ${action} fare`)
    return model
  }
  const versioned = (kind: string) => {
    if (subject === '')
      throw new Misuse(`Name the ${kind}: npm run models -- ${action} ${named()} ...`)
    return subject
  }
  if (action === 'list') {
    const all = await client.list()
    print(all, modelTable(all))
  } else if (action === 'show') {
    const one = await client.show(named())
    print(one, `${modelTable([one])}\n\n${versionTable(one.versions)}`)
  } else if (action === 'upload') {
    const stored = await client.upload(named(), versioned('folder of the version'))
    print(stored, `${model}@${stored.version} is stored; it answers nothing until it is promoted`)
  } else if (action === 'compare') {
    const verdict = await client.compare(named(), versioned('version'))
    print(verdict, verdictText(verdict))
    return verdict.passes ? 0 : 1
  } else if (action === 'promote') {
    const { as: alias, share } = values
    const wanted = { version: versioned('version'), alias, share: share && Number(share) }
    const done = await client.promote(named(), wanted)
    print(done, `${model}: ${done.answers ?? 'the plain rule'} answers`)
  } else if (action === 'rollback') {
    const done = await client.rollBack(named(), { alias: values.as })
    print(done, `${model}: ${done.answers ?? 'the plain rule'} answers`)
  } else if (action === 'history') {
    const history = await client.history(named(), values.at)
    print(history, historyTable(history))
  } else throw new Misuse(`"${action}" is no action; there are ${ACTIONS.join(', ')}`)
  return 0
})
