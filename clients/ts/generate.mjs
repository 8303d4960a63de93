// Writes src/generated: the types of resources from docs/openapi.json and those of frames from docs/frames.json.
// With --check it writes nothing, and fails where a committed file is not what the documents say.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { compile } from "json-schema-to-typescript";
import openapiTS, { astToString } from "openapi-typescript";

const check = process.argv.includes("--check");
const docs = new URL("../../docs/", import.meta.url);
const folder = new URL("src/generated/", import.meta.url);
const banner = (document) => `// Made from docs/${document} by \`tools/generate\`. Changes here are lost.\n\n`;

async function api() {
  const made = await openapiTS(new URL("openapi.json", docs), { silent: true });
  return banner("openapi.json") + astToString(made);
}

async function frames() {
  const schema = JSON.parse(await readFile(new URL("frames.json", docs), "utf8"));
  schema.title = "Frame";
  open(schema);
  const style = { printWidth: 128 };
  const made = await compile(schema, "Frame", { additionalProperties: false, bannerComment: "", format: true, style });
  return banner("frames.json") + made;
}

/** Objects of which the schema says no more may hold anything. */
function open(schema) {
  if (schema.type === "object" && schema.properties === undefined) schema.additionalProperties ??= true;
  for (const part of Object.values(schema)) if (part !== null && typeof part === "object") open(part);
}

await mkdir(folder, { recursive: true });
for (const [name, make] of Object.entries({ api, frames })) {
  const file = new URL(`${name}.ts`, folder);
  const made = await make();
  if (!check) {
    await writeFile(file, made);
  } else if ((await readFile(file, "utf8").catch(() => "")) !== made) {
    console.error(`${fileURLToPath(file)} is not what the documents say: run tools/generate and commit what it changes`);
    process.exitCode = 1;
  }
}
