/** npm run setup:python: makes the virtual environment for training and its tests, if need be. */
import { setUpPython } from './command/python'

setUpPython((text) => console.error(text))
