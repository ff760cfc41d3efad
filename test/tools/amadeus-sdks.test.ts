/** The same calls by the SDKs for Node, Python and Java, each as its registry has it. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { freePort } from '../../tools/server/free-port'
import { type HttpsFront, startHttpsFront } from '../../tools/server/https-front'
import { type Server, startServer } from '../../tools/server/server'
import { callWithNode, type Outcome } from './sdk/node-sdk'
import { inDays, observeMarkets } from './sdk/observed-markets'

const KEY = 'sk_test_sandbox'
const OTHER_KEY = 'sk_test_nobody'
const PYTHON_SDK = 'amadeus==12.0.0'
const INSTALL_MS = 240_000

const run = promisify(execFile)
const has = (command: string, flag: string) => spawnSync(command, [flag]).status === 0

let folder = ''
let server: Server
let front: HttpsFront

const arguments_ = () => ['127.0.0.1', new URL(server.url).port, KEY, OTHER_KEY, inDays(20)]

const EXPECTED: readonly Outcome[] = [
  { call: 'metrics', status: 200, items: 1 },
  { call: 'one-way dates', status: 200, items: 20 },
  // Sums of one-way fares of 180 stays, and seven round trips observed with a later return.
  { call: 'dates', status: 200, items: 187 },
  { call: 'locations', status: 200, items: 8 },
  { call: 'airlines', status: 200, items: 2 },
  { call: 'destinations', status: 200, items: 1 },
  { call: 'not observed', status: 404, code: 6003 },
  { call: 'past', status: 400, code: 425 },
  { call: 'not served', status: 404, code: 38196 },
  { call: 'another secret', status: 401, code: 38187 },
]

const Outcomes = z.array(
  z.object({
    call: z.string(),
    status: z.number(),
    items: z.number().optional(),
    code: z.number().optional(),
  })
)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-sdks-'))
  server = await startServer(await freePort(18_700), folder)
  front = await startHttpsFront(await freePort(18_750), server.url, folder)
  await observeMarkets({ url: server.url, key: KEY })
}, 90_000)

afterAll(async () => {
  await front.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the SDK for Node, by TLS', async () => {
  const target = {
    host: '127.0.0.1',
    port: Number(new URL(front.url).port),
    key: KEY,
    otherKey: OTHER_KEY,
    day: inDays(20),
  }
  expect(await callWithNode(target, await readFile(front.certificate))).toEqual(EXPECTED)
})

test.runIf(has('python3', '--version'))(
  'the SDK for Python',
  async () => {
    const environment = join(folder, 'python')
    await run('python3', ['-m', 'venv', environment])
    const python = join(environment, 'bin', 'python')
    await run(python, ['-m', 'pip', 'install', '--quiet', PYTHON_SDK])
    const { stdout } = await run(python, ['test/tools/sdk/python_sdk.py', ...arguments_()])
    expect(Outcomes.parse(JSON.parse(stdout))).toEqual(EXPECTED)
  },
  INSTALL_MS
)

test.runIf(has('java', '-version') && has('mvn', '--version'))(
  'the SDK for Java',
  async () => {
    const jars = join(folder, 'java')
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
    await run('mvn', ['-q', '-f', 'test/tools/sdk/pom.xml', copy, `-DoutputDirectory=${jars}`])
    const classPath = ['-cp', [`${jars}/*`].join(delimiter)]
    const { stdout } = await run('java', [
      ...classPath,
      'test/tools/sdk/JavaSdk.java',
      ...arguments_(),
    ])
    expect(Outcomes.parse(JSON.parse(stdout))).toEqual(EXPECTED)
  },
  INSTALL_MS
)
