import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs `program` with its output piped into a reader that throws it away, as `program | cat > /dev/null`; answers the
 * wall time and the most memory the program has used.
 */
export async function runPipeline(program, args) {
  const start = performance.now();
  const reader = spawn('cat', [], { stdio: ['pipe', 'ignore', 'inherit'] });
  const writer = spawn(program, args, { stdio: ['ignore', reader.stdin, 'inherit'] });
  reader.stdin.destroy();
  let peakMb = 0;
  const poll = setInterval(() => (peakMb = Math.max(peakMb, highWaterMb(writer.pid))), 10);
  await Promise.all([ended(writer), ended(reader)]);
  clearInterval(poll);
  return { ms: performance.now() - start, peakMb };
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with ${code}`)),
    );
  });
}

function highWaterMb(pid) {
  try {
    const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kb) / 1024;
  } catch {
    return 0;
  }
}
