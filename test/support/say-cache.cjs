// Preloaded into a tool: says on standard error what V8 thought of the compiled code that came with the bundle.
const vm = require('node:vm');

vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    const { cachedDataRejected } = this;
    const verdicts = { undefined: 'missing', true: 'refused', false: 'taken' };
    process.stderr.write(`compiled code: ${verdicts[cachedDataRejected]}\n`);
  }
};
