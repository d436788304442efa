import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Ends a run with why tests were skipped and one countable line. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    const reasons = new Map<string, number>();
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const result = test.result();
      if (result.state !== 'pending') counts[result.state] += 1;
      if (result.state === 'skipped') count(reasons, reasonOf(test));
    }
    counts.failed += modules.filter((module) => module.errors().length > 0).length;
    for (const [reason, times] of reasons) process.stdout.write(`skipped ${times}: ${reason}\n`);
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function reasonOf(test: TestCase): string {
  return /\[needs ([^\]]+)\]/.exec(test.fullName)?.[0].slice(1, -1) ?? test.fullName;
}

// eslint-disable-next-line no-restricted-syntax -- vitest loads a reporter by its default export
export default ClosingLine;
