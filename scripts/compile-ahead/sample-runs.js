const hundred = Array.from({ length: 100 }, (_, index) => index);

/** What people do with each tool, so that V8 compiles what they need: arguments, and what is typed in. */
const runs = {
  'seq-urls': () => [
    { args: ['https://h.example/{id}.jpg', 'id=1..100000'] },
    { args: ['https://h.example/{a}/{id:04}.jpg', 'a=x,y', 'id=1..100', '--shuffle'] },
  ],
  'list-links': (site) => [
    { args: ['--base', 'https://h.example/'], input: '<p><a href="a.html">a</a><img src="b.jpg">' },
    { args: [`${site}/page`] },
  ],
  'imagenet-pick': () => [
    {
      args: ['-n', '2', '--all-hosts', '-'],
      input: hundred.map((i) => `n0000000${i % 9}_${i}\thttp://h.example/${i}.jpg\n`).join(''),
    },
  ],
  pfetch: (site) => [
    { args: ['--dry-run'], input: 'https://h.example/1\n' },
    { args: ['-d', 'plain'], input: hundred.map((i) => `${site}/${i}?page=${i}\n`).join('') },
    {
      args: ['-q', '-d', 'rows', '-o', '{class}/{id}.{ext}', '--journal', 'journal'],
      input: hundred.map((i) => `{"url":"${site}/${i}","class":"c","id":${i}}\n`).join(''),
    },
  ],
};

/** The runs of a tool; `site` is where a server answers everything with a page. */
export function sampleRuns(tool, site) {
  return [{ args: ['--version'] }, { args: ['--help'] }, ...runs[tool](site)];
}
