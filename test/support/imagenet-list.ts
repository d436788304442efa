/** What a generated list should be like; what is left out follows the real one. */
export type ListShape = {
  /** How many URLs; the real list has 14,197,122. */
  lines: number;
  seed?: number;
  /** Strange lines among the others, as the real list has a few of them. */
  oddLines?: boolean;
};

const realClasses = 21_841;
const realLines = 14_197_122;
const flickrShare = 0.498;
const bigFlickrShare = 0.63;
const bigFlickrHosts = ['farm1', 'farm2', 'farm3', 'farm4'].map((farm) => `${farm}.static.flickr.com`);
bigFlickrHosts.push('static.flickr.com');
const otherFlickrHosts = ['farm5', 'farm6', 'farm7', 'farm8', 'farm9', 'live'].map(
  (farm) => `${farm}.staticflickr.com`,
);

/** Class sizes by rank, between which the sizes rise evenly: 1 to 3,047 URLs a class, the middle one 530. */
const sizeByRank: readonly (readonly [number, number])[] = [
  [0, 1],
  [0.25, 195],
  [0.5, 530],
  [0.75, 945],
  [0.95, 1440],
  [1, 3047],
];

/** Writes a list of the real one's shape, as chunks of about 1 MB: class sizes, grouping, Flickr's part and host skew. */
export function* generateImagenetList(shape: ListShape): Generator<Buffer> {
  const real = createDice(shape.seed ?? 1);
  const classes = Math.max(1, Math.round((shape.lines / realLines) * realClasses));
  let left = shape.lines;
  let text = '';
  for (let index = 0; left > 0; index += 1) {
    const rank = classes === 1 ? 1 : ((index * 7919) % classes) / (classes - 1);
    const size = Math.min(left, index < classes ? sizeAt(rank) : 3047);
    text += classLines(wnidAt(index), size, real);
    left -= size;
    if (shape.oddLines === true && index % 100 === 0) text += oddLines(wnidAt(index));
    if (text.length > 1_000_000) {
      yield Buffer.from(text, 'latin1');
      text = '';
    }
  }
  yield Buffer.from(text, 'latin1');
}

/** The wnid of the class that stands at a place of a generated list. */
export function wnidAt(index: number): string {
  return `n${String(15_740 + index * 641).padStart(8, '0')}`;
}

function sizeAt(rank: number): number {
  const above = sizeByRank.findIndex(([edge]) => edge >= rank);
  const [highEdge, high] = sizeByRank[above] ?? [1, 3047];
  const [lowEdge, low] = sizeByRank[above - 1] ?? [0, 1];
  return highEdge === lowEdge
    ? low
    : Math.round(low + ((high - low) * (rank - lowEdge)) / (highEdge - lowEdge));
}

function classLines(wnid: string, size: number, real: () => number): string {
  let text = '';
  for (let image = 1; image <= size; image += 1) text += `${wnid}_${image}\t${imageUrl(real)}\n`;
  return text;
}

function imageUrl(real: () => number): string {
  const number = Math.floor(real() * 4e9);
  if (real() < flickrShare) {
    const hosts = real() < bigFlickrShare ? bigFlickrHosts : otherFlickrHosts;
    const secret = Math.floor(real() * 0xffffffff).toString(16);
    return `http://${hosts[Math.floor(real() * hosts.length)]}/${number % 4000}/${number}_${secret}5e4a.jpg`;
  }
  // A power law: a few big hosts, and a long tail of those that stand in the list once or twice.
  const host = Math.floor(200_000 * real() ** 3);
  return `http://www.host-${host}.example/gallery/photos,(${number % 97})/image-of-${number}.jpg`;
}

function oddLines(wnid: string): string {
  return `${wnid}_no_tab\n${wnid}_8001\thttp://a.example/two\ttabs.jpg\n${wnid}_8002\thttp://a.example/caf\xe9\x85\xa0.jpg\n`;
}

/** The same numbers in [0, 1) at every run (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
