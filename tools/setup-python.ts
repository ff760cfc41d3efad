/** npm run setup:python: creates the virtual environment for training and its tests. */
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { setUpPython } from './command/python'

await runCommand(COMMANDS['setup:python'], async () => {
  await setUpPython((text) => console.error(text))
  return 0
})
