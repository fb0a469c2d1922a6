// Bundles the browser's modules and style sheets into overrides/assets/: `npm run build`.
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

await build({
  ...options,
  entryPoints: ["search", "worker", "dialog"].map((name) => path(`overrides/scripts/search/${name}.js`)),
  outdir: path("overrides/assets/search/"),
  // The dialog and others share one search module, and with it one worker and one index.
  external: ["./search.js"],
});

await build({
  ...options,
  entryPoints: [path("overrides/scripts/translation-status.js")],
  outdir: path("overrides/assets/"),
});
// A classic script: see site.js.
await build({
  ...options,
  format: "iife",
  entryPoints: [path("overrides/scripts/site.js")],
  outfile: path("overrides/assets/site.js"),
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
