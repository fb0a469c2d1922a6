// Bundles the browser's modules and style sheets into overrides/assets/: `npm run build`.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, root));
const options = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/**
 * Bundle a module of the search and return its address below assets/search/, with a digest as templating.py's `asset`
 * makes it. Each module names the next with its digest, so that no cache mixes those of two builds.
 */
async function bundled(name, more = {}) {
  const outfile = path(`overrides/assets/search/${name}.js`);
  await build({ ...options, entryPoints: [path(`overrides/scripts/search/${name}.js`)], outfile, ...more });
  return `${name}.js?v=${createHash("sha256").update(await readFile(outfile)).digest("hex").slice(0, 8)}`;
}

const worker = await bundled("worker");
const search = await bundled("search", { define: { WORKER_FILE: JSON.stringify(worker) } });
const shared = {
  name: "one search module, and with it one worker and one index, for the dialog and others",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/search\.js$/ }, () => ({ path: `./${search}`, external: true })),
};
const dialog = await bundled("dialog", { plugins: [shared] });

await build({
  ...options,
  define: { SEARCH_FILE: JSON.stringify(`search/${search}`), DIALOG_FILE: JSON.stringify(`search/${dialog}`) },
  entryPoints: ["site", "translation-status"].map((name) => path(`overrides/scripts/${name}.js`)),
  outdir: path("overrides/assets/"),
});
// A classic script: see first-paint.js.
await build({
  ...options,
  format: "iife",
  entryPoints: [path("overrides/scripts/first-paint.js")],
  outfile: path("overrides/assets/first-paint.js"),
});
await build({
  ...options,
  target: ["chrome105", "firefox110", "safari15.4"],
  entryPoints: [path("overrides/styles/helpcentre.css")],
  outfile: path("overrides/assets/stylesheets/helpcentre.css"),
});

const { name, version, license } = JSON.parse(await readFile(path("node_modules/minisearch/package.json"), "utf8"));
const notice = await readFile(path("node_modules/minisearch/LICENSE.txt"), "utf8");
await mkdir(path("overrides/assets/search/"), { recursive: true });
await writeFile(path("overrides/assets/search/LICENSES.txt"), `worker.js contains ${name} ${version} (${license}):\n\n${notice}`);
