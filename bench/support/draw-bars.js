const [width, rowHeight, labelWidth, valueWidth] = [760, 20, 260, 70];

/** Draws groups of bars as one SVG: each group has a title, a label for its numbers, and a name and a number a bar. */
export function drawBars(groups) {
  let y = 0;
  const pieces = groups.map(({ title, label, items }) => {
    const longest = Math.max(...items.map(([, value]) => value));
    const head = text(0, y + 24, `${title}: ${label}`, 'font-weight="bold"');
    const bars = items.map(([name, value], i) => drawBar(y + 34 + i * rowHeight, name, value, longest));
    y += 34 + items.length * rowHeight + 12;
    return [head, ...bars].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${y}" fill="#fff"/>`,
    ...pieces,
    '</svg>',
    '',
  ].join('\n');
}

function drawBar(y, name, value, longest) {
  const length = ((width - labelWidth - valueWidth) * value) / (longest || 1);
  const isOurs = /^(pfetch|seq-urls|list-links|imagenet-pick)/.test(name);
  return [
    text(labelWidth - 8, y + 14, name, 'text-anchor="end"'),
    `<rect x="${labelWidth}" y="${y + 3}" width="${Math.max(1, length).toFixed(1)}" height="${rowHeight - 6}" fill="${isOurs ? '#1a6faf' : '#9aa5ad'}"/>`,
    text(labelWidth + length + 6, y + 14, value < 10 ? value.toFixed(2) : value.toFixed(0)),
  ].join('');
}

function text(x, y, words, more = '') {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(0)}" y="${y}" ${more}>${escaped}</text>`;
}
