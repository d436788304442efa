// Preloaded into a tool: what V8 has compiled of its bundle by the time it exits is written beside the bundle.
const { writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');

vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    process.once('exit', () => {
      // V8 takes it from a process with the same flags alone, and this is one that pfetch sets while it runs.
      setFlagsFromString('--heap-growing-percent=0 --semi-space-growth-factor=2');
      // The name by which packages/plumbing/src/launch.ts looks for it.
      const suffix = `.${process.version}-${process.platform}-${process.arch}.cache`;
      writeFileSync(options.filename.replace(/\.bundle\.js$/, suffix), this.createCachedData());
    });
  }
};
