/** Commands that fit, measure and search models. */
import { JSON_OPTION } from './options'
import type { Row } from './row'

const DATA = {
  type: 'string',
  value: 'DIR',
  purpose: 'folder of the data sets (default: DATA_DIR of the environment)',
} as const
const MODEL = {
  type: 'string',
  value: 'NAMES',
  purpose: 'models, separated by commas (default: all)',
} as const
const ROWS = {
  type: 'string',
  value: 'DIR',
  purpose: 'folder that keeps the training rows (default: a temporary one)',
} as const
const SEED = {
  type: 'string',
  default: '1',
  value: 'N',
  purpose: 'seed; one seed gives one model',
  number: { least: 0, whole: true },
} as const
const OUT = {
  type: 'string',
  default: 'models/artifacts',
  value: 'DIR',
  purpose: 'folder of the artifacts',
} as const
const CREATED_AT = {
  type: 'string',
  value: 'RFC3339',
  purpose: 'instant for the manifest (default: now)',
} as const
const RECIPE = {
  type: 'string',
  default: '{}',
  value: 'JSON',
  purpose: 'hyperparameters that replace those of the recipe',
} as const
export const MODELLING = {
  train: {
    name: 'train',
    file: 'tools/train.ts',
    purpose: 'Builds training rows, fits models and writes them as ONNX with their evaluation.',
    options: {
      data: DATA,
      'from-lake': {
        type: 'string',
        value: 'DIR',
        purpose: 'state folder of a server; trains from its raw lake in place of data sets',
      },
      until: {
        type: 'string',
        value: 'RFC3339',
        purpose: 'end of the lake for training (default: now)',
      },
      'test-days': {
        type: 'string',
        default: '7',
        value: 'DAYS',
        purpose: 'last days of the lake, which are compared and not fitted on',
        number: { least: 1 },
      },
      account: {
        type: 'string',
        default: 'sandbox',
        value: 'NAME',
        purpose: 'account whose lake is read',
      },
      live: { type: 'boolean', default: false, purpose: 'live data in place of test data' },
      model: MODEL,
      out: {
        type: 'string',
        value: 'DIR',
        purpose: 'folder of the artifacts (default: models/artifacts; of a lake .fareline/models)',
      },
      golden: {
        type: 'string',
        default: 'test/golden',
        value: 'DIR',
        purpose: 'folder of the golden rows that tests read',
      },
      rows: ROWS,
      seed: SEED,
      recipe: RECIPE,
      metrics: {
        type: 'string',
        value: 'FILE',
        purpose: 'document of `npm run evaluate -- --json`, in place of evaluating again',
      },
      'created-at': CREATED_AT,
      'model-version': {
        type: 'string',
        default: '',
        value: 'VERSION',
        purpose: 'version (default: from the bytes of the model)',
      },
      json: JSON_OPTION,
    },
    examples: [
      '--data DIR --model fare',
      '--data DIR --model fare,outlook --seed 2 --json',
      '--from-lake .fareline --until 2026-11-28T00:00:00Z --model fare',
    ],
  },
  evaluate: {
    name: 'evaluate',
    file: 'tools/evaluate.ts',
    purpose: 'Measures the recipe of each model on held-out refits, beside its baselines.',
    options: {
      data: DATA,
      model: MODEL,
      rows: ROWS,
      seed: SEED,
      recipe: RECIPE,
      json: JSON_OPTION,
    },
    examples: ['--data DIR --model fare,outlook', '--data DIR --json'],
  },
  search: {
    name: 'search',
    file: 'tools/search.ts',
    purpose: 'Searches for a better recipe on time-forward folds; prints it and applies nothing.',
    options: {
      data: DATA,
      model: MODEL,
      rows: ROWS,
      seconds: {
        type: 'string',
        default: '120',
        value: 'SECONDS',
        purpose: 'time for all models together',
        number: { least: 1 },
      },
      seed: SEED,
      recipe: RECIPE,
    },
    examples: ['--data DIR --model fare --seconds 600 --rows rows'],
  },
  'learn-advice': {
    name: 'learn-advice',
    file: 'tools/learn-advice.ts',
    purpose: 'Learns when to wait on a real panel, walked forward week by week beside buying now.',
    options: { data: DATA, rows: ROWS, seed: SEED, recipe: RECIPE, json: JSON_OPTION },
    examples: ['--data DIR', '--data DIR --rows rows --json'],
  },
  recalibration: {
    name: 'recalibration',
    file: 'tools/recalibration.ts',
    purpose:
      'Prints forecasts of a real panel before and after correction by settled answers, walked forward.',
    options: {
      data: DATA,
      panel: {
        type: 'string',
        default: 'wizz',
        value: 'NAME',
        purpose: 'wizz or arn_fra',
      },
      markets: {
        type: 'string',
        default: '6',
        value: 'N',
        purpose: 'markets to keep',
        number: { least: 1, whole: true },
      },
      json: JSON_OPTION,
    },
    examples: ['--data DIR', '--data DIR --panel arn_fra --json'],
  },
  models: {
    name: 'models',
    file: 'tools/models.ts',
    purpose:
      'Lists the models of a server, uploads versions, and promotes or takes them back through the gate.',
    operands: {
      form: '[list|show|upload|compare|promote|rollback|history] [MODEL] [VERSION|FOLDER]',
      purpose: 'the action (default: list), its model, and a version, or the folder to upload',
      least: 0,
      most: 3,
    },
    options: {
      url: {
        type: 'string',
        default: 'http://127.0.0.1:8787',
        value: 'URL',
        purpose: 'where the server listens',
      },
      key: {
        type: 'string',
        default: 'sk_test_sandbox',
        value: 'KEY',
        purpose: 'API key with models:write; the default works on local state only',
      },
      as: {
        type: 'string',
        default: 'champion',
        value: 'ALIAS',
        purpose: 'champion, challenger or shadow, for promote and rollback',
      },
      share: {
        type: 'string',
        value: 'SHARE',
        purpose: 'share of the traffic of a challenger (default: 0.05)',
      },
      at: { type: 'string', value: 'RFC3339', purpose: 'instant of a history (default: now)' },
      json: JSON_OPTION,
    },
    examples: [
      'list',
      'upload fare .fareline/models/fare/VERSION',
      'compare fare VERSION',
      'promote fare VERSION',
      'history fare --at 2026-11-28T00:00:00Z',
    ],
  },
  priors: {
    name: 'priors',
    file: 'tools/priors.ts',
    purpose: 'Fits price levels of city pairs on open fares and writes them with their card.',
    options: {
      data: DATA,
      evaluate: {
        type: 'boolean',
        default: false,
        purpose: 'print figures on city pairs and quarters left out; write nothing',
      },
      json: JSON_OPTION,
      out: OUT,
      seed: { ...SEED, purpose: 'seed that parts city pairs into folds' },
      'created-at': CREATED_AT,
    },
    examples: ['--data DIR', '--data DIR --evaluate --json'],
  },
  'setup:python': {
    name: 'setup:python',
    file: 'tools/setup-python.ts',
    purpose: 'Creates the virtual environment for training from its lock file.',
    options: {},
    examples: [''],
  },
} as const satisfies Readonly<Record<string, Row>>
