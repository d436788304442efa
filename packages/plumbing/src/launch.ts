/* eslint-disable no-restricted-globals, @typescript-eslint/no-require-imports -- this starts a process, as CommonJS, before there is an Io */

/*
 * Starts the bundle beside this file with what V8 made of it at build time, so that nothing is compiled again: one file
 * from loopback takes 13 of 70 ms less so. What another Node or another machine made has another name, and what V8 made with
 * other flags it refuses; then it compiles.
 */

/** A bundle is a function of what loads modules for it, and of the folder it is in. */
type Bundle = (load: (name: string) => unknown, folder: string) => void;

// Not by require(), which would load all that these have to offer.
const { readFileSync } = process.getBuiltinModule('node:fs');
const { Script } = process.getBuiltinModule('node:vm');

const stem = __filename.slice(0, -'.js'.length);
const filename = `${stem}.bundle.js`;
const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: compiledBefore() });
const start = script.runInThisContext() as Bundle;
start((name) => process.getBuiltinModule(name) ?? require(name), __dirname);

function compiledBefore(): Buffer | undefined {
  try {
    return readFileSync(`${stem}.${process.version}-${process.platform}-${process.arch}.cache`);
  } catch {
    return undefined;
  }
}
