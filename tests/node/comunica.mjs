// Evaluates queries with Comunica: reads {"base", "local", "queries": [{"name", "engine", "sources", "query"}]}
// as JSON on standard input, and writes {name: {"rows", "fetched"}} or {name: {"error"}}.
// `engine` is "sparql" (sources as they are) or "links" (follows the links of what it reads).
// Addresses below `base` are asked of the server at `local`, as if that were the host of `base`.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

// Packages stand in the folder where they were installed, not beside this file.
const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const engines = {
  sparql: () => new (require("@comunica/query-sparql").QueryEngine)(),
  links: () => new (require("@comunica/query-sparql-link-traversal").QueryEngine)(),
};

const asked = JSON.parse(await text(process.stdin));
const answers = {};

for (const { name, engine, sources, query } of asked.queries) {
  const fetched = [];
  const ask = (input, init) => {
    const address = typeof input === "string" ? input : input.url;
    const local = address.replace(asked.base, asked.local);
    fetched.push(local);
    // Who traverses links stays with this server: others cannot be reached from a test.
    return local.startsWith(asked.local) ? fetch(local, init) : Promise.reject(new Error(`elsewhere: ${address}`));
  };
  try {
    // An engine that follows links keeps what it has read, and then does not follow the links of it again.
    const asking = engines[engine]();
    const options = { sources, fetch: ask, lenient: engine === "links" };
    const result = await asking.query(query, options);
    const rows = [];
    if (result.resultType === "bindings") {
      const bindings = await result.execute();
      for await (const row of bindings) {
        rows.push(Object.fromEntries([...row].map(([variable, term]) => [variable.value, term.value])));
      }
    } else if (result.resultType === "quads") {
      for await (const quad of await result.execute()) {
        rows.push([quad.subject.value, quad.predicate.value, quad.object.value]);
      }
    } else {
      rows.push(await result.execute());
    }
    answers[name] = { rows, fetched };
  } catch (error) {
    answers[name] = { error: String(error.stack ?? error).slice(0, 2000), fetched };
  }
}

// Only when all is written: engines keep timers that would hold the process.
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
