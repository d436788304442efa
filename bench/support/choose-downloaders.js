import { fileURLToPath } from 'node:url';

import { compileProgram } from './compile-program.js';
import { downloaders } from './downloaders.js';
import { hasProgram } from './has-program.js';

/**
 * The programs at hand for a task, the floor among them, each with as many files as it gets through in reasonable time; one
 * that is missing is named. `only` are the names of those that are wanted.
 */
export function chooseDownloaders(folder, { only, files, bytes, jobs, port, waitMs, certificate, isHttp2 }) {
  const floor = compileProgram('floor', folder);
  if (floor === undefined) console.log('skipped: C: there is no compiler (cc)');
  const task = { bytes, jobs, port, waitMs, certificate };
  const all = { ...downloaders, ...nodeFloor(task), ...(floor && floors(floor, task)) };
  return Object.entries(all)
    .filter(([name, { program }]) => (only === undefined || only.includes(name)) && isHere(name, program))
    .map(([name, { command, trust, http2, slowness = 1 }]) => {
      const more = [
        ...(trust === undefined || certificate === undefined ? [] : [trust, certificate]),
        ...((isHttp2 && http2) || []),
      ];
      return {
        name: isHttp2 && trust !== undefined && http2 === undefined ? `${name} (HTTP/1.1)` : name,
        count: Math.max(1, Math.floor(files / slowness)),
        command: (task) => command({ ...task, more }).map(String),
      };
    });
}

/** What Node pays for files and sockets, and nothing else. */
function nodeFloor({ bytes, jobs, port, certificate }) {
  if (certificate !== undefined) return {};
  const floor = fileURLToPath(new URL('floor.js', import.meta.url));
  const command = ({ count }) => ['node', floor, 'out', count, bytes, port, Math.min(jobs, count)];
  return { 'Node: files and sockets': { program: 'node', command } };
}

/** What C pays for the files alone, and with their sockets; waiting is for sockets, and TLS is not its matter. */
function floors(floor, { bytes, jobs, port, waitMs, certificate }) {
  const filesOnly = { program: 'cc', command: ({ count }) => [floor, 'out', count, bytes] };
  const withSockets = {
    program: 'cc',
    command: ({ count }) => [floor, 'out', count, bytes, port, Math.min(jobs, count)],
  };
  return {
    ...(waitMs > 0 ? {} : { 'C: files only': filesOnly }),
    ...(certificate === undefined ? { 'C: files and sockets': withSockets } : {}),
  };
}

function isHere(name, program) {
  if (hasProgram(program)) return true;
  console.log(`skipped: ${name}: ${program} is not installed`);
  return false;
}
