import type { Answer } from './page-site.js';
import { picture, pictureUrl } from './picture.js';

/**
 * A picture search as the big ones are built: thumbnails are data: URLs; a click opens a panel that covers the next
 * thumbnail, and whose picture is the data: thumbnail first and the big one some time later. One in seven stays data:.
 */
export function imageSearch(path: string): Answer | undefined {
  if (path.startsWith('/big/')) return { type: 'image/png', body: picture };
  const query = /^\/search\?q=([^&]*)$/.exec(path)?.[1];
  return query === undefined ? undefined : page(query);
}

function page(query: string): string {
  return `<!doctype html><meta charset=utf-8><title>${query}</title>
<style>.thumb { width: 100px; height: 100px } #panel { position: fixed; inset: 0; background: #fff }</style>
<div id=grid></div><script>
const thumb = ${JSON.stringify(pictureUrl)};
for (let n = 1; n <= 30; n++) {
  const img = new Image();
  img.className = 'thumb';
  img.src = thumb + '#' + n;
  img.onclick = () => open(n);
  document.querySelector('#grid').append(img);
}
function open(n) {
  document.querySelector('#panel')?.remove();
  const panel = document.createElement('div');
  panel.id = 'panel';
  panel.innerHTML = '<img class=big>';
  document.body.append(panel);
  const big = panel.firstChild;
  big.src = thumb + '#' + n;
  if (n % 7) setTimeout(() => { big.src = '/big/${query}-' + n + '.jpg'; }, 60);
}
</script>`;
}
