// What a Node script does that prints URLs in nested loops: the same rows as seq-urls, as strings put together.
const [, , first, second] = process.argv.map(Number);
let text = '';
for (let a = 1; a <= first; a++) {
  for (let b = 1; b <= second; b++) {
    text += `{"url":"https://h.example/${a}/${b}","a":${a},"b":${b}}\n`;
    if (text.length < 65_536) continue;
    if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    text = '';
  }
}
process.stdout.write(text);
