// Records the first scene of the demo in a real terminal, by script(1) of util-linux, and draws docs/demo.svg from it: lines
// appear when they appeared then. Where nothing moves, what is seen is the last state.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [columns, lineHeight, charWidth, margin] = [80, 18, 8.4, 14];
const [firstLine, endLine] = [/^\S*1\. /, /^\S*2\. /];

writeFileSync(`${root}docs/demo.svg`, draw(replay(record())));

/** What the terminal got, in pieces with their times in seconds. */
function record() {
  const folder = mkdtempSync(join(tmpdir(), 'fetchutils-demo-'));
  const [out, timing] = [join(folder, 'out'), join(folder, 'timing')];
  const command = `stty cols ${columns}; node scripts/demo.js`;
  execFileSync('script', ['-qefc', command, '--log-out', out, '--log-timing', timing], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm-256color' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // The first line of the log says who recorded.
  const bytes = readFileSync(out);
  let at = bytes.indexOf('\n') + 1;
  let time = 0;
  const pieces = readFileSync(timing, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [wait, length] = line.split(' ').map(Number);
      time += wait;
      at += length;
      return { time, text: bytes.toString('utf8', at - length, at) };
    });
  rmSync(folder, { recursive: true });
  return pieces;
}

/** Every state that each line of the scene had: its text and from when to when it stood there. */
function replay(pieces) {
  const states = [];
  let current = { line: 0, text: '', from: 0 };
  const change = (text, time, line = current.line) => {
    if (text === current.text && line === current.line) return;
    if (current.text !== '') states.push({ ...current, to: line === current.line ? time : Infinity });
    current = { line, text, from: time };
  };
  for (const { time, text } of pieces) {
    const [head, ...lines] = text.replaceAll('\r\n', '\n').split('\n');
    const typed = (before, more) => (before + more).replace(/^.*\r\u001b\[K/s, '');
    change(typed(current.text, head), time);
    for (const line of lines) change(typed('', line), time, current.line + 1);
  }
  const first = states.find(({ text }) => firstLine.test(text));
  const end = states.find(({ text }) => endLine.test(text));
  return states
    .filter(({ line }) => line >= first.line && line < end.line - 1)
    .map(({ line, text, from, to }) => {
      return { line: line - first.line, text, from: from - first.from, to: to - first.from };
    });
}

function draw(states) {
  const height = (Math.max(...states.map(({ line }) => line)) + 1) * lineHeight + 2 * margin;
  const width = columns * charWidth + 2 * margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-size="14">
<title>A collection is found, fetched, killed in the middle, and continued</title>
<style>text { font-family: ui-monospace, Menlo, Consolas, monospace; white-space: pre; fill: #d8dee9 } .b { font-weight: bold; fill: #fff } .h { font-weight: bold; fill: #88c0d0 }</style>
<rect width="100%" height="100%" rx="8" fill="#20242c"/>
${states.map(drawState).join('\n')}
</svg>
`;
}

function drawState({ line, text, from, to }) {
  const isLast = to === Infinity;
  const when = isLast
    ? `<set attributeName="visibility" to="hidden" begin="0s" end="${from.toFixed(2)}s"/>`
    : `<set attributeName="visibility" to="visible" begin="${from.toFixed(2)}s" end="${to.toFixed(2)}s"/>`;
  const [style] = /\u001b\[1(;36)?m/.exec(text) ?? [''];
  const kind = style === '' ? '' : ` class="${style.includes('36') ? 'h' : 'b'}"`;
  const plain = text
    .replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
    .replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  const y = margin + (line + 0.8) * lineHeight;
  return `<text x="${margin}" y="${y.toFixed(1)}"${kind}${isLast ? '' : ' visibility="hidden"'} xml:space="preserve">${plain}${when}</text>`;
}
