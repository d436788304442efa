import { median } from './median.js';

const columns = [
  ...['program', 'files', 'CPU µs/file', 'of curl', 'less start', 'wall µs/file', 'of curl', 'MB/s'],
  ...['one file, ms', 'peak MB'],
];

/** A table of the runs of each program: `one` over a single file, `all` over `count`; `work` is what they did, in words. */
export function summariseDownloads(runs, { files, bytes, work }) {
  const summaries = runs.map((each) => summarise(each));
  const curl = summaries.find(({ name }) => name === 'curl -Z');
  // GNU time counts in hundredths of a second: what takes less has no ratio.
  const times = (value, beside) => (beside > 0 ? `${(value / beside).toFixed(2)}x` : '');
  const isScaled = summaries.some(({ count }) => count < files);
  return {
    columns,
    rows: summaries.map(({ name, count, cpu, added, wall, startMs, peakMb }) => [
      ...[name, count, cpu.toFixed(0), times(cpu, curl?.cpu), count > 1 ? added.toFixed(0) : ''],
      ...[wall.toFixed(0), times(wall, curl?.wall), (bytes / wall).toFixed(0)],
      ...[startMs.toFixed(0), peakMb.toFixed(0)],
    ]),
    bars: [
      { label: 'CPU, µs a file', items: summaries.map(({ name, cpu }) => [name, cpu]) },
      { label: 'wall, µs a file', items: summaries.map(({ name, wall }) => [name, wall]) },
    ],
    limits: limitsOf(summaries, work),
    notes: isScaled
      ? ['Programs that start a process a URL get fewer files; their figures are a file, too.']
      : [],
  };
}

function summarise({ name, count, one, all }) {
  const of = (runs, figure) => median(runs.map((run) => run[figure]));
  const perFile = (figure) => (of(all, figure) / count) * 1e6;
  return {
    ...{ name, count },
    startMs: of(one, 'seconds') * 1000,
    peakMb: Math.max(...all.map((run) => run.peakMb)),
    // One file costs the start and a file; what the others add is the cost of a file.
    added: ((of(all, 'cpuSeconds') - of(one, 'cpuSeconds')) / (count - 1)) * 1e6,
    cpu: perFile('cpuSeconds'),
    wall: perFile('seconds'),
  };
}

/** What pfetch pays beside C's program for the same files and sockets. */
function limitsOf(summaries, work) {
  const pfetch = summaries.find(({ name }) => name === 'pfetch');
  const floor = summaries.find(({ name }) => name === 'C: files and sockets');
  if (pfetch === undefined || floor === undefined) return [];
  const against = (figure) => ({ measured: pfetch[figure], limit: floor[figure], by: floor.name });
  return [
    { what: `pfetch, CPU: ${work}`, unit: 'µs/file', ...against('cpu') },
    { what: `pfetch, wall: ${work}`, unit: 'µs/file', ...against('wall') },
  ];
}
