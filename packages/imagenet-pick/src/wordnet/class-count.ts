/** How many different URLs there are of a class, on all hosts and on Flickr, Infinity where nobody has counted; `name` where the source of the counts tells it. */
export type ClassCount = { wnid: string; urls: number; flickr: number; name?: string };
