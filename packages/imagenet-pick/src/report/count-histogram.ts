import type { ClassCount } from '../wordnet/class-count.js';

/** One bar: the classes with so many URLs, and those with at least so many. */
export type HistogramBin = {
  urls_min: number;
  urls_max: number;
  classes: number;
  classes_flickr: number;
  classes_at_least: number;
  classes_flickr_at_least: number;
};

const binUrls = 100;

/** How many classes have how many URLs, by the hundred, on all hosts and on Flickr. */
export function countHistogram(counts: readonly ClassCount[]): HistogramBin[] {
  const most = counts.reduce((max, { urls }) => Math.max(max, urls), 0);
  const bins = Array.from({ length: Math.floor(most / binUrls) + 1 }, (_, nth): HistogramBin => {
    const [from, to] = [nth * binUrls, (nth + 1) * binUrls - 1];
    return {
      urls_min: from,
      urls_max: to,
      classes: counts.filter(({ urls }) => urls >= from && urls <= to).length,
      classes_flickr: counts.filter(({ flickr }) => flickr >= from && flickr <= to).length,
      classes_at_least: counts.filter(({ urls }) => urls >= from).length,
      classes_flickr_at_least: counts.filter(({ flickr }) => flickr >= from).length,
    };
  });
  return counts.length === 0 ? [] : bins;
}
