import type { Answer } from './page-site.js';
import { picture } from './picture.js';

const count = 200;
const batch = 20;

/**
 * A gallery that fills while it is scrolled: the next pictures come by a request of the page's script when its end comes
 * into view, and each gets its src only when it comes into view itself. Consent has to be given before anything shows.
 */
export function lazyGallery(path: string): Answer | undefined {
  if (path.startsWith('/pictures/')) return { type: 'image/png', body: picture };
  const from = /^\/more\?from=(\d+)$/.exec(path)?.[1];
  if (from !== undefined) {
    const last = Math.min(count, Number(from) + batch);
    const names = Array.from(
      { length: Math.max(0, last - Number(from)) },
      (_, n) => `/pictures/${Number(from) + n}.jpg`,
    );
    return { type: 'application/json', body: JSON.stringify(names) };
  }
  return path === '/' ? page : undefined;
}

const page = `<!doctype html><meta charset=utf-8><title>Gallery</title>
<style>img { display: block; height: 300px; width: 300px } #grid:not(.open) { display: none }</style>
<div id=consent>Cookies? <button id=agree>Agree</button></div><div id=grid></div><div id=end style="height: 1px"></div>
<script>
const grid = document.querySelector('#grid');
let loaded = 0, busy = false;
const lazy = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) { target.src = target.dataset.later; lazy.unobserve(target); }
});
async function more() {
  if (busy || !grid.classList.contains('open')) return;
  busy = true;
  const names = await (await fetch('/more?from=' + loaded)).json();
  await new Promise((done) => setTimeout(done, 30));
  for (const name of names) {
    const img = document.createElement('img');
    img.dataset.later = name;
    grid.append(img);
    lazy.observe(img);
  }
  loaded += names.length;
  busy = false;
  ends.unobserve(document.querySelector('#end'));
  if (names.length) ends.observe(document.querySelector('#end'));
}
const ends = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting)) more(); });
document.querySelector('#agree').onclick = () => { grid.classList.add('open'); document.querySelector('#consent').remove(); ends.observe(document.querySelector('#end')); };
alert('welcome');
</script>`;
