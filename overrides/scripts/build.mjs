// Bundles the browser's modules and style sheets into overrides/assets/: `npm run build`.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
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
 * Bundle a module of a folder below scripts/ and return its address below that folder of assets/, with a digest as
 * templating.py's `asset` makes it. Each module names the next with its digest, so that no cache mixes those of two
 * builds.
 */
async function bundled(folder, name, more = {}) {
  const outfile = path(`overrides/assets/${folder}${name}.js`);
  await build({ ...options, entryPoints: [path(`overrides/scripts/${folder}${name}.js`)], outfile, ...more });
  return `${name}.js?v=${await digest(outfile)}`;
}

async function digest(file) {
  return createHash("sha256").update(await readFile(file)).digest("hex").slice(0, 8);
}

/** Return what leaves a module of the same folder out of a bundle, to be loaded from `address` beside it. */
const apart = (name, address) => ({
  name: `${name} apart`,
  setup: ({ onResolve }) => {
    onResolve({ filter: new RegExp(`^\\./${name}\\.js$`) }, () => ({ path: `./${address}`, external: true }));
  },
});

const named = (names) => Object.fromEntries(Object.entries(names).map(([name, value]) => [name, JSON.stringify(value)]));

const simplified = await bundled("search/", "simplified", { legalComments: "inline" });
const worker = await bundled("search/", "worker", { plugins: [apart("simplified", simplified)] });
const search = await bundled("search/", "search", { define: named({ WORKER_FILE: worker }) });
// With it one worker and one index, for the dialog and others.
const shared = apart("search", search);
const style = `../stylesheets/search.css?v=${await digest(path("overrides/assets/stylesheets/search.css"))}`;
const dialog = await bundled("search/", "dialog", { plugins: [shared], define: named({ STYLE_FILE: style }) });
const times = await bundled("", "times-worker", { format: "iife" });
const site = await bundled("", "site", {
  format: "iife",
  define: named({ TIMES_FILE: times, SEARCH_FILE: `search/${search}`, DIALOG_FILE: `search/${dialog}` }),
});
await bundled("", "start", { format: "iife", define: named({ SITE_FILE: site }) });

await build({
  ...options,
  entryPoints: [path("overrides/scripts/translation-status.js")],
  outdir: path("overrides/assets/"),
});
// What a page waits for: classic scripts, each for its own kind of page.
await build({
  ...options,
  format: "iife",
  entryPoints: ["notices", "not-found"].map((name) => path(`overrides/scripts/${name}.js`)),
  outdir: path("overrides/assets/"),
});
// A worker may take part in what is below its own folder, so this one goes to the site's root.
await build({
  ...options,
  entryPoints: [path("overrides/scripts/colour-scheme-worker.js")],
  outfile: path("overrides/colour-scheme-worker.js"),
});
await build({
  ...options,
  target: ["chrome105", "firefox110", "safari15.4"],
  entryPoints: [path("overrides/styles/helpcentre.css")],
  outfile: path("overrides/assets/stylesheets/helpcentre.css"),
});
