// engine.mjs: drives the real engine for scripts/differential, one JSON command a line in, one JSON answer a line out.
//
//   {"op":"ddl","schema":TEXT}                            -> {"ok":true,"sql":TEXT}
//   {"op":"open","schema":TEXT,"sqlite":FILE | "pg":URL}  -> {"ok":true}; the engine is then on that database
//   {"op":"query","body":TEXT}                            -> {"ok":true,"answer":TEXT}; bodies of the JSON protocol
//   {"op":"sql","pg":URL,"sql":TEXT}                      -> {"ok":true,"rows":[[…]]}; of the last statement
//   {"op":"close"}                                        -> {"ok":true}
//
// A trap of the engine is answered as {"ok":false,"panic":TEXT}; the engine is then closed.
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

const lib = (name) => import(pathToFileURL(path.join(process.argv[2], 'lib', name)).href)
const { NM, rootRequire, pgRequire } = await lib('load.mjs')
const { bindConn } = await lib('bind.mjs')
const { factoryFor, providerOf, diff } = await lib('ops.mjs')

let trapped = () => {}
process.removeAllListeners('uncaughtException')
process.on('uncaughtException', (error) => trapped(error))

const build = path.join(NM, 'prisma', 'build')
const modules = new Map()
/** A new instance of the engine: a trapped one is broken. */
function engineClass(provider) {
  const file = path.join(build, `query_engine_bg.${provider}.js`)
  delete rootRequire.cache[rootRequire.resolve(file)]
  const glue = rootRequire(file)
  if (!modules.has(provider)) {
    modules.set(provider, new WebAssembly.Module(fs.readFileSync(path.join(build, `query_engine_bg.${provider}.wasm`))))
  }
  const instance = new WebAssembly.Instance(modules.get(provider), { './query_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.QueryEngine
}

let open
const classes = new Map()
const servers = new Map()

async function server(url) {
  if (!servers.has(url)) {
    const client = new (pgRequire('pg').Client)({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    servers.set(url, client)
  }
  return servers.get(url)
}

async function close() {
  const { engine, adapter } = open ?? {}
  open = undefined
  try { await engine?.disconnect('{}', '1') } catch {}
  try { await adapter?.dispose() } catch {}
  try { engine?.free() } catch {}
}

const operations = {
  async ddl({ schema }) {
    const answer = await diff({ from: 'empty', to: { schema }, summary: false })
    return answer.ok ? { ok: true, sql: answer.script } : { ok: false, message: answer.message }
  },
  async open({ schema, sqlite, pg }) {
    await close()
    const files = [['schema.prisma', schema]]
    const provider = providerOf(files)
    const factory = factoryFor({ sqlite, pg, op: 'query', timestampFormat: 'unixepoch-ms' }, provider)
    const adapter = await factory.connect()
    if (!classes.has(provider)) classes.set(provider, engineClass(provider))
    const engine = new (classes.get(provider))({
      datamodel: schema, env: {}, logQueries: false, ignoreEnvVarErrors: true, datasourceOverrides: {},
      logLevel: 'error', configDir: '/', engineProtocol: 'json', enableTracing: false,
    }, () => {}, bindConn(adapter))
    open = { engine, adapter, provider }
    await engine.connect('{}', '1')
    return { ok: true }
  },
  async query({ body }) {
    return { ok: true, answer: await open.engine.query(body, '{}', undefined, '1') }
  },
  async sql({ pg, sql }) {
    const answer = await (await server(pg)).query({ text: sql, rowMode: 'array' })
    return { ok: true, rows: (Array.isArray(answer) ? answer.at(-1) : answer).rows ?? [] }
  },
  async close() {
    await close()
    return { ok: true }
  },
  async quit() {
    await close()
    for (const client of servers.values()) await client.end()
    return { ok: true }
  },
}

const text = (error) => (typeof error === 'string' ? error : error?.message ?? String(error))
for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const command = JSON.parse(line)
  let answer
  try {
    const trap = new Promise((_, reject) => { trapped = reject })
    answer = await Promise.race([operations[command.op](command), trap])
  } catch (error) {
    answer = { ok: false, message: text(error) }
    if (error instanceof WebAssembly.RuntimeError) {
      const registry = globalThis.PRISMA_WASM_PANIC_REGISTRY
      answer.panic = registry?.take?.() || text(error)
      if (open) {
        classes.delete(open.provider)
        // A pool waits for all its connections, and the one that the engine took never comes back.
        for (const client of open.adapter.client?._clients ?? []) client.connection.stream.destroy()
        open.adapter.dispose().catch(() => {})
        open = undefined
      }
    }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
  if (command.op === 'quit') break
}
