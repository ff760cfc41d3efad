/** Commands that measure, simulate or show, on a state of their own or none. */
import { count, JSON_OPTION } from './options'
import type { Row } from './row'

function amount(value: string) {
  return { type: 'string', value, number: { least: 1 } } as const
}

export const MEASURING = {
  bench: {
    name: 'bench',
    file: 'tools/bench.ts',
    purpose: 'Measures answers and ingest beside a bare Hono Worker, in interleaved rounds.',
    options: {
      json: JSON_OPTION,
      docs: {
        type: 'boolean',
        default: false,
        purpose: 'also write the table into docs/performance.md',
      },
      rounds: { ...count('N'), default: '5', purpose: 'rounds; the median is reported' },
      seconds: { ...count('SECONDS'), default: '3', purpose: 'length of one measurement' },
      events: { ...count('N'), default: '50000', purpose: 'events of one round of ingest' },
    },
    examples: ['', '--rounds 3 --seconds 2 --json'],
  },
  cost: {
    name: 'cost',
    file: 'tools/cost.ts',
    purpose: 'Prints the bill of a month at a daily load, from a measured run and the price list.',
    options: {
      searches: { ...amount('N'), default: '10e6', purpose: 'searches a day, each one event' },
      'per-post': { ...count('N'), default: '500', purpose: 'events of a POST' },
      answers: { ...count('N', 0), default: '1', purpose: 'price insights for each search' },
      offers: { ...count('N'), default: '10', purpose: 'offers of a search' },
      markets: { ...count('N'), default: '20000', purpose: 'markets, of popularity 1 over rank' },
      isolates: { ...count('N'), default: '4', purpose: 'isolates that requests are spread over' },
      'object-ms': {
        ...count('MS'),
        default: '5',
        purpose: 'time an object is active for a call, most of it the commit',
      },
      seconds: { ...count('SECONDS'), default: '60', purpose: 'length of the load' },
      'most-per-second': {
        ...count('N'),
        default: '250',
        purpose: 'rate of searches to measure at, where the daily load is higher',
      },
      docs: {
        type: 'boolean',
        default: false,
        purpose: 'also write the table into docs/performance.md',
      },
      json: JSON_OPTION,
    },
    examples: ['--searches 10e6 --per-post 1', '--searches 1e9 --markets 20000 --json'],
  },
  drill: {
    name: 'drill',
    file: 'tools/drill.ts',
    purpose: 'Loses all but the bucket of a server, restores it, and measures time and loss.',
    operands: { form: 'restore', purpose: 'the drill', least: 1, most: 1 },
    options: {
      markets: { ...count('N'), default: '200', purpose: 'markets to lose, at most 2,000' },
      events: { ...count('N'), default: '20', purpose: 'searches of each market' },
      json: JSON_OPTION,
    },
    examples: ['restore', 'restore --markets 1000 --events 50 --json'],
  },
  fuzz: {
    name: 'fuzz',
    file: 'tools/fuzz.ts',
    purpose:
      'Sends seeded requests to every operation of openapi.json; fails on a 5xx, a hang or too high a cost.',
    options: {
      requests: { ...count('N'), default: '2000', purpose: 'requests to send' },
      seed: { ...count('S', 0), default: '1', purpose: 'draws the requests' },
      first: { ...count('K', 0), default: '0', purpose: 'number of the first request' },
      json: JSON_OPTION,
    },
    examples: ['', '--requests 50000 --seed 7', '--first 812 --requests 1'],
  },
  'bench:overload': {
    name: 'bench:overload',
    file: 'tools/bench-overload.ts',
    purpose:
      'Measures reads in bursts of five times the places of an isolate, beside a steady load.',
    options: {
      json: JSON_OPTION,
      places: { ...count('N'), default: '32', purpose: 'places (MOST_IN_FLIGHT)' },
      rounds: { ...count('N'), default: '20', purpose: 'bursts' },
    },
    examples: ['', '--places 64 --rounds 50 --json'],
  },
  'bench:models': {
    name: 'bench:models',
    file: 'tools/bench-models.ts',
    purpose: 'Measures CPU time and size of each champion, forest beside ONNX Runtime Web.',
    options: { model: { type: 'string', value: 'NAME', purpose: 'one model (default: all)' } },
    examples: ['', '--model fare'],
  },
  'bench:wake': {
    name: 'bench:wake',
    file: 'tools/bench-wake.ts',
    purpose: 'Measures CPU time in which a market object reads its state and applies its log.',
    options: {
      json: JSON_OPTION,
      rounds: { ...count('N'), default: '5', purpose: 'rounds; the median is reported' },
    },
    examples: ['', '--rounds 9 --json'],
  },
  'bench:lake': {
    name: 'bench:lake',
    file: 'tools/bench-lake.ts',
    purpose: 'Measures compaction of searches with ten offers each into a fresh lake.',
    options: {
      json: JSON_OPTION,
      events: { ...count('N'), default: '30000', purpose: 'searches to compact' },
    },
    examples: ['', '--events 5000 --json'],
  },
  'bench:sources': {
    name: 'bench:sources',
    file: 'tools/bench-sources.ts',
    purpose: 'Measures reading documents by source, and memory over many posts of events.',
    operands: { form: '[FILE|FOLDER...]', purpose: 'documents, or folders of them', least: 0 },
    options: {
      seconds: { ...count('SECONDS'), default: '2', purpose: 'time for each document' },
      events: { ...count('N'), default: '100000', purpose: 'native events to post, in ten parts' },
      json: JSON_OPTION,
    },
    examples: ['documents/', 'documents/ --seconds 5 --json'],
  },
  advise: {
    name: 'advise',
    file: 'tools/advise-panel.ts',
    purpose:
      'Runs a panel of fares through a server under a moving clock and prints how its advice did.',
    operands: { form: 'FILE', purpose: 'a panel (.csv.gz)', least: 1, most: 1 },
    options: {
      'days-out': { ...count('DAYS'), default: '30', purpose: 'advise up to so long before' },
      every: { ...count('DAYS'), default: '1', purpose: 'days from one advice to the next' },
      markets: { ...count('N'), default: '1000', purpose: 'markets to keep' },
      days: { ...count('DAYS', 0), default: '0', purpose: 'days to keep; 0 keeps all' },
      recalibrate: {
        type: 'boolean',
        default: false,
        purpose: 'learn from settled answers every day, as the job recalibrate does',
      },
      state: { type: 'string', value: 'DIR', purpose: 'folder to keep (default: a temporary one)' },
      json: JSON_OPTION,
    },
    examples: ['panel.csv.gz --markets 18 --days 60', 'panel.csv.gz --recalibrate'],
  },
  'rank-shoppers': {
    name: 'rank-shoppers',
    file: 'tools/rank-shoppers.ts',
    purpose:
      'Shows simulated shoppers slates that a server ranks and learns from, beside two other orders.',
    options: {
      shoppers: { ...count('N'), default: '20000', purpose: 'searches' },
      markets: { ...count('N'), default: '8', purpose: 'simulated markets' },
      seed: { ...count('N', 0), default: '1', purpose: 'seed of the simulation' },
      json: JSON_OPTION,
    },
    examples: ['', '--shoppers 2000 --json'],
  },
  quarantine: {
    name: 'quarantine',
    file: 'tools/quarantine.ts',
    purpose:
      'Prints which injected faults of real panels are found at the event, and false alarms.',
    options: {
      data: {
        type: 'string',
        value: 'DIR',
        purpose: 'folder with longitudinal/*.csv.gz (default: DATA_DIR)',
      },
      only: { type: 'string', value: 'NAME', purpose: 'one panel: simulator, arn_fra or wizz' },
      forest: {
        type: 'boolean',
        default: false,
        purpose: 'instead, what the Isolation Forest would add to the gate of offers',
      },
      seed: { ...count('N', 0), default: '1', purpose: 'seed of the injected faults' },
      json: JSON_OPTION,
    },
    examples: ['--data DIR', '--only simulator --forest'],
  },
  incidents: {
    name: 'incidents',
    file: 'tools/incidents.ts',
    purpose:
      'Follows simulated days as the job does, and compares incidents with the injected faults.',
    options: {
      seed: { ...count('N', 0), default: '1', purpose: 'seed of markets and faults' },
      markets: { ...count('N'), default: '20', purpose: 'random markets' },
      days: { ...count('N'), default: '30', purpose: 'days after the two weeks of learning' },
      faults: { ...count('N', 0), default: '1', purpose: 'mean faults a market and month' },
      data: {
        type: 'string',
        value: 'DIR',
        purpose: 'folder with openfares/dgca: also its labelled disruptions (default: DATA_DIR)',
      },
      json: JSON_OPTION,
    },
    examples: ['', '--seed 7 --markets 5 --json', '--data DIR'],
  },
  'read-document': {
    name: 'read-document',
    file: 'tools/read-document.ts',
    purpose: 'Shows what a document of a distribution system contains, without sending it.',
    operands: { form: 'FILE...', purpose: 'documents', least: 1 },
    options: {
      source: { type: 'string', value: 'NAME', purpose: 'source (default: recognised)' },
      verbose: { type: 'boolean', default: false, purpose: 'print every event and problem' },
    },
    examples: ['air-shopping-rs.xml', 'offers.json --source duffel --verbose'],
  },
  simulate: {
    name: 'simulate',
    file: 'tools/simulate.ts',
    purpose: 'Writes a simulated market as files, or compares simulated with real panels.',
    options: {
      seed: { ...count('N', 0), default: '1', purpose: 'seed; one seed gives one market' },
      markets: { ...count('N'), default: '200', purpose: 'markets' },
      days: { ...count('DAYS'), default: '120', purpose: 'days of searches' },
      from: { type: 'string', default: '2026-07-01', value: 'DATE', purpose: 'first day' },
      horizon: { ...count('DAYS'), default: '120', purpose: 'departures ahead of a search' },
      faults: {
        type: 'string',
        default: '0.3',
        value: 'PER_MONTH',
        purpose: 'injected anomalies a market',
        number: { least: 0 },
      },
      panel: { type: 'boolean', default: false, purpose: 'also write panel.csv.gz' },
      out: { type: 'string', value: 'DIR', purpose: 'folder to write; required but for --compare' },
      compare: { type: 'boolean', default: false, purpose: 'compare with the panels of --data' },
      data: { type: 'string', value: 'DIR', purpose: 'folder of the data sets, for --compare' },
      json: JSON_OPTION,
    },
    examples: ['--seed 1 --markets 2 --days 5 --out simulated', '--compare --data DIR'],
  },
  coverage: {
    name: 'coverage',
    file: 'tools/coverage.ts',
    purpose: 'Runs the tests of the core and the Worker and prints their coverage by room.',
    options: { json: JSON_OPTION },
    examples: ['', '--json'],
  },
  field: {
    name: 'field',
    file: 'tools/field.ts',
    purpose: 'Runs inputs of the field and prints the expected and the read value of each.',
    operands: {
      form: '[DIR]',
      purpose: 'folder of NN-name files (default: test/golden/field)',
      least: 0,
      most: 1,
    },
    options: {
      json: JSON_OPTION,
      url: { type: 'string', value: 'URL', purpose: 'a server for the cases with questions' },
      key: {
        type: 'string',
        default: 'sk_test_sandbox',
        value: 'KEY',
        purpose: 'its API key',
      },
    },
    examples: ['', '--url http://127.0.0.1:8787 --json'],
  },
  'simulate-faults': {
    name: 'simulate-faults',
    file: 'tools/simulate-faults.ts',
    purpose: "Drives the product's consumers and jobs over fakes that fail by a seeded plan.",
    options: {
      seed: { ...count('N', 0), default: '1', purpose: 'first seed; --runs 1 replays one' },
      runs: { ...count('N'), default: '100', purpose: 'seeds to run, one after another' },
      threads: { ...count('N'), default: '2', purpose: 'worker threads' },
      shrink: {
        ...count('RUNS', 0),
        default: '60',
        purpose: 'runs spent on the shortest trace of the first failing seed',
      },
      json: JSON_OPTION,
    },
    examples: ['--seed 17 --runs 1', '--runs 1000 --json'],
  },
} as const satisfies Readonly<Record<string, Row>>
