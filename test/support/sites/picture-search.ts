import { pictureOf } from './picture-of.js';
import type { Site, SiteAnswer } from './site.js';

/** How many thumbnails a search shows, how many of them lead to a picture, and how many of these are data: URLs. */
export const searched = { thumbnails: 60, pictures: 55, dataPictures: 5 };

const batch = 20;

/**
 * A picture search as the big ones are built: consent is asked for in a frame of another site; thumbnails load when they come
 * into view, twenty at a time behind a button; some open on a click and some when the pointer goes up; the panel shows the
 * thumbnail first, and the picture 300 ms later. One in twelve is a data: URL, and one in twelve never becomes a picture:
 * it leads away, stays a thumbnail, or is gone. All the while the page asks for news, and one request is never answered.
 */
export const pictureSearch: Site = {
  hosts: ['img.example', 'consent.example'],
  answer: ({ url }) => (url.host === 'consent.example' ? html(consent) : answer(url)),
};

function answer({ pathname, searchParams }: URL): SiteAnswer {
  if (pathname.startsWith('/big/')) return jpeg(pictureOf(pathname, 40, 30));
  if (pathname.startsWith('/thumbs/')) return jpeg(pictureOf(pathname, 12, 9));
  if (pathname === '/news') return { delayMs: 600_000 };
  if (pathname === '/poll') return { headers: { 'content-type': 'application/json' }, body: '{}' };
  if (pathname === '/elsewhere') return html('<a href=/>back</a>');
  if (pathname !== '/search') return { status: 404, body: 'not here\n' };
  return html(page(searchParams.get('q') ?? ''));
}

const html = (body: string): SiteAnswer => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});
const jpeg = (body: Buffer): SiteAnswer => ({ headers: { 'content-type': 'image/jpeg' }, body });

const consent = `<!doctype html><body>We value your privacy.
<button id=agree onclick="parent.postMessage('agreed', '*')">Accept all</button>`;

const page = (query: string): string => `<!doctype html><meta charset=utf-8><title>Pictures</title>
<style>
  body { margin: 0 } #ask { position: fixed; inset: 0; width: 100%; height: 100%; background: #fff; z-index: 2 }
  #grid { width: 50% } .thumb { display: inline-block; width: 96px; height: 72px }
  #panel { position: fixed; right: 0; top: 0; width: 50%; height: 100%; background: #eee } #panel img { width: 90% }
</style>
<iframe id=ask src="http://consent.example/"></iframe><div id=grid></div><button id=more hidden>Show more results</button>
<script>
const query = ${JSON.stringify(encodeURIComponent(query))}, data = ${JSON.stringify(dataPictures(query))};
const grid = document.querySelector('#grid'), button = document.querySelector('#more');
const lazy = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) target.src = target.dataset.later;
});
let shown = 0;
function more() {
  button.hidden = true;
  for (const last = shown + ${batch}; shown < last; ) {
    const n = ++shown, img = document.createElement('img');
    img.className = 'thumb';
    img.dataset.later = '/thumbs/' + query + '-' + n + '.jpg';
    img.addEventListener(n % 2 ? 'pointerup' : 'click', () => open(n, img));
    grid.append(img);
    lazy.observe(img);
  }
  if (shown < ${searched.thumbnails}) setTimeout(() => { button.hidden = false; }, 100);
}
function open(n, thumb) {
  if (n % 24 === 6) return void (location = '/elsewhere?' + n);
  document.querySelector('#panel')?.remove();
  const panel = document.createElement('div'), big = document.createElement('img');
  panel.id = 'panel';
  big.className = 'big';
  big.src = thumb.dataset.later.replace('.jpg', '.jpg?wide');
  panel.append(big);
  document.body.append(panel);
  const found = n === 18 ? '/gone.jpg' : n % 12 === 6 ? big.src : data[n] ?? '/big/' + query + '-' + n + '.jpg';
  setTimeout(() => { big.src = found; }, 300);
}
button.onclick = () => setTimeout(more, 200);
addEventListener('message', ({ origin }) => {
  if (origin !== 'http://consent.example') return;
  document.querySelector('#ask').remove();
  more();
});
fetch('/news');
setInterval(() => fetch('/poll?_=' + Date.now()), 400);
</script>`;

function dataPictures(query: string): Record<number, string> {
  const numbers = Array.from({ length: searched.dataPictures }, (_, n) => (n + 1) * 12);
  return Object.fromEntries(
    numbers.map((n) => {
      const bytes = pictureOf(`data ${query} ${n}`, 40, 30);
      return [n, `data:image/jpeg;base64,${bytes.toString('base64')}`];
    }),
  );
}
