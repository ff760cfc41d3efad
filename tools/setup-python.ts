/** npm run setup:python: creates the virtual environment for training and its tests. */
import { setUpPython } from './command/python'

await setUpPython((text) => console.error(text))
