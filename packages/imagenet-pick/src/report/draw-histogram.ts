import type { HistogramBin } from './count-histogram.js';

const labelWidth = 14;
const numberWidth = 7;
const widestBar = 40;

/** The histogram as lines for a terminal: two bars for each hundred, of all hosts and of Flickr. */
export function drawHistogram(bins: readonly HistogramBin[], columns: number): string[] {
  const most = Math.max(1, ...bins.map((bin) => Math.max(bin.classes, bin.classes_flickr)));
  const room = Math.floor((columns - labelWidth - 2 * (numberWidth + 3)) / 2);
  const barWidth = Math.max(1, Math.min(widestBar, room));
  const cell = (classes: number): string => {
    const bar = '█'.repeat(Math.ceil((classes / most) * barWidth));
    return `${String(classes).padStart(numberWidth)} ${bar.padEnd(barWidth)}`;
  };
  const head = `${'URLs a class'.padEnd(labelWidth)}${'classes'.padStart(numberWidth)} ${''.padEnd(barWidth)}  on Flickr`;
  return [
    head,
    ...bins.map((bin) => {
      const label = `${bin.urls_min} - ${bin.urls_max}`.padEnd(labelWidth);
      return `${label}${cell(bin.classes)}  ${cell(bin.classes_flickr)}`.trimEnd();
    }),
  ];
}
