import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { drawBars } from './draw-bars.js';
import { limitsTable } from './limits-table.js';

/** Turns the JSON files of a folder of results into its README.md and chart.svg. `names` gives their order. */
export function writeSummary(folder, names, { machine, isQuick, date }) {
  const present = new Set(readdirSync(folder));
  const results = names
    .filter((name) => present.has(`${name}.json`))
    .map((name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
  const groups = results.flatMap(({ title, bars }) => (bars ?? []).map((group) => ({ title, ...group })));
  if (groups.length > 0) writeFileSync(join(folder, 'chart.svg'), drawBars(groups));
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  const limits = limitsTable(results);
  const page = [
    '# Measurements',
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; ${versions.join(', ')}. ` +
      `${date}${isQuick ? ', a quick run: few rounds of small sizes, rough figures' : ''}. \`npm run bench\` writes this page.`,
    ...(groups.length > 0 ? ['![bars](chart.svg)'] : []),
    ...(limits.rows.length > 0
      ? [
          section({
            title: 'How far from the limit',
            setting:
              'The figures of all measurements that know a limit, and what has set it in the same run.',
            ...limits,
          }),
        ]
      : []),
    ...results.map(section),
  ];
  writeFileSync(join(folder, 'README.md'), `${page.join('\n\n')}\n`);
}

function section({ title, setting, columns, rows, text, notes = [] }) {
  const table =
    columns &&
    [columns, columns.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map(tableLine).join('\n');
  const parts = [`## ${title}`, setting, table ?? `\`\`\`\n${text.trim()}\n\`\`\``, ...notes];
  return parts.filter(Boolean).join('\n\n');
}

function tableLine(cells) {
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}
