// Calls a function of one of the browser's modules once for each list of arguments: file, function, and JSON on stdin.
import { pathToFileURL } from "node:url";

let input = "";
for await (const piece of process.stdin) input += piece;
const [file, name] = process.argv.slice(2);
const module = await import(pathToFileURL(file));
process.stdout.write(JSON.stringify(JSON.parse(input).map((values) => module[name](...values))));
