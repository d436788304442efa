import { hasProgram } from './has-program.js';

/** Ends a measurement with a word, not as a failure, where a program is missing that it cannot do without. */
export function requirePrograms(...names) {
  const missing = names.filter((name) => !hasProgram(name));
  if (missing.length === 0) return;
  console.log(`skipped: not installed: ${missing.join(', ')}`);
  process.exit(0);
}
