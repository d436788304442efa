import { defineCommand, fieldTable } from '@fetchutils/plumbing';

import { linkFields } from './link-fields.js';
import { options } from './options.js';

/** list-links as its users call it. */
export const command = defineCommand({
  name: 'list-links',
  summary: 'list the links of pages',
  synopsis: ['[OPTION]... URL|FILE...', '[OPTION]... < PAGE', '[OPTION]... < ROWS'],
  description: [
    'Prints a row for every link of a page, in the order of the page, where and as a browser finds it: absolute by the URL standard, whatever is wrong with the markup.',
    'Pages are URLs and files named on the command line; or a page on standard input; or rows, bare URLs and names of files on standard input, each of which names a page: by its path where it has one, as the results of pfetch do, else by its url. Pipes and devices are opened only where the command line names them. Whether standard input is a page is told by its first character that is not blank: < begins a page, [ one of JSON, and { a row.',
    'HTML, JSON, sitemaps, RSS, Atom, robots.txt and plain lists are told apart by how they begin, and may be packed with gzip. The charset is found as browsers find it: byte order mark, HTTP header, meta, else windows-1252.',
    'A page is read as it comes and forgotten as it is printed, so its size costs no memory; one of more than --max-page is given up all the same, with its links so far, and so is one that does not come to an end within --timeout. The links in front of a late <base> depend on it, though; so up to 50,000 links are held back until a <base> or the end of the page has come.',
  ],
  options,
  examples: [
    {
      run: "list-links --class file-link --strip-query dl 'https://share.example/sh/abc' | pfetch -j 4",
      does: 'fetch the files of a share page',
    },
    {
      run: "list-links --images --next a.more --unique https://gallery.example/ | pfetch -o '{n}.{ext}'",
      does: 'fetch the pictures of a gallery of many pages',
    },
    {
      run: 'list-links https://h.example/robots.txt | list-links | list-links --ext pdf --unique',
      does: 'from robots.txt to its sitemaps to their pages to the PDF files on these',
    },
    {
      run: "list-links --images --next '$.next_page' 'https://api.museum.example/objects?page=1'",
      does: 'the pictures that an interface names in JSON, page after page',
    },
    {
      run: "seq-urls 'https://img.example/search?q={q}' q=@queries.csv | list-links --render --scroll --select img --limit 20",
      does: 'the pictures that a search shows, for every line of a file',
    },
    {
      run: "list-links --render --click .thumb --select '#viewer img' https://gallery.example/",
      does: 'click every thumbnail, and take the picture that opens',
    },
    {
      run: "list-links --render --click-once '#agree' --click .thumb --click-more '#more' --select img.big --min-dimensions 200x200 'https://img.example/search?q=vase'",
      does: 'the pictures behind all thumbnails of a search, and no thumbnail',
    },
    {
      run: 'list-links --depth 5 --ext pdf --unique https://h.example/ | pfetch -d h',
      does: 'mirror all PDF files of a site',
    },
    { run: 'list-links --rejected --same-site https://h.example/', does: 'see what is left out and why' },
  ],
  sections: [
    {
      title: 'Rows',
      body: [
        'A link is a row of these fields, behind which come those of the row that named the page:',
        fieldTable(linkFields),
        'What pfetch answered of the page stays behind. A field of the row that has one of these names, or ok, outcome, reason, error or input, is set aside in the object input, as it was; so is what is about the body of the page and not that of a link: out, mirrors, size, digests, etag, last_modified.',
        'A page that cannot be read is a row with "ok":false, its page, and "error" with kind, code, message and retryable. It has no url, so that nobody takes it for a link. With --plain and --format there are no such rows. Standard error tells of each in any case.',
        'A page without links is not an error, but is told on standard error, with the reason; --require makes it an error.',
      ],
    },
    {
      title: 'Crawling',
      body: [
        'With --depth N the pages that a page leads to are read as well, each once, up to N links away; their rows tell the depth of their page, 0 where it began. Without --same-host, --same-site or --match a crawl stays on the host of each page it begins at; these and --exclude are its bounds, --match with a star alone is none. All other filters, and which kinds of links are wanted, choose among the links that are printed and not among the pages that are read.',
        'What leads on are a, area, frame and iframe, link rel=next, and of feeds, sitemaps and JSON what is listed. Not asked for is what ends like a picture, film, sound, font, archive, script or document (.jpg, .mp4, .zip, .js, .pdf and so on), what is longer than 2,048 characters, and a path in which one name stands more than three times; what turns out to be neither HTML, XML nor JSON by its Content-Type is left at once. A redirect counts as a link to where it leads, so that it stays within the bounds; only the pages that you name may be redirected out of them, and then set new ones. A page whose canonical URL is that of another page is read once, under whichever of the two comes first. Session identifiers go with --strip-query; a calendar without end is ended by --depth and --max-pages. Of one page 50,000 links lead on.',
        'robots.txt is obeyed as RFC 9309 says, for the product that --user-agent begins with, else list-links: one that is not there allows everything, and one that cannot be had (5xx, 429, no answer) nothing. Its Crawl-delay holds, up to a minute. So do rel=nofollow, and nofollow in a meta element or X-Robots-Tag. --ignore-robots lifts all of that.',
        'A crawl goes level by level, so that the depth of a page is that of its shortest way. How fast a host is asked, its pauses (Retry-After), retries and when it counts as down is as with pfetch: it begins with one request and grows up to -j or --per-host while the host answers well. Credentials and -H headers go to the pages that you name and on from there on the same host alone.',
        'The pages found are kept in a file, and of each 64 bits in memory, up to 8 MB; beyond that these are in a file, too. With --journal FILE the file is yours: after a crash or kill -9 the same command goes on where it was, and reads again only what was under way and what had failed; so send the rows to a file with >>. A journal has one run at a time.',
      ],
    },
    {
      title: 'Rendered pages',
      body: [
        'With --render a page is opened in a tab of a Chromium of its own profile, which is closed at the end and killed if this program is killed. It waits until nothing has been loading for half a second (10 seconds at most), then: --click-once, --wait, and --click, --scroll and --click-more in turn until nothing new comes, then --eval. What has been loading for 3 seconds, or has been asked for twice before, is waited for no longer. A page that does not come to its end is a failed row behind the links that are there.',
        'What --images lists includes the picture that the browser chose of a srcset and the backgrounds that style sheets give; shadow roots and frames of the same origin are read too. A link that several elements show is listed once. A picture with a blob: address is listed as data:, up to 16 MB.',
        'A --click is one of the mouse, except where something else lies on the element: then the page gets the events that the mouse would cause. After it list-links waits for what --match and --min-dimensions want, if they are given; else until what is selected shows a link that is no data: URL, was not on the page before, and stays for 0.6 seconds, or has come in the place of another one; after 1.5 seconds (5 while the page is loading) what there is, is taken. Clicks do not leave the page, whatever their handlers try; for that there is --next.',
        "--eval is an expression or a function, which may be async: --eval '[...document.images].map(i => ({url: i.src, text: i.alt, width: i.naturalWidth}))'. What it gives goes through the filters like other links, made absolute; a field of it wins over one of the row that named the page.",
        'A login is made by hand with --headful --storage-state FILE: log in at the first page, and close the window; FILE, which is readable by its owner only, has the cookies and the local storage, and the pages are read with it, now and later without --headful.',
        'All that the browser connects to goes through this program: names, --resolve, proxies and their logins, --deny-private and the rule that a public page leads to no private address hold for pictures, scripts and frames as well; what the browser would ask of its own accord is refused. Credentials and -H headers go to the origin of the page alone, cookies that pages set go to -c, and --retry and Link: headers count as without a browser. Certificates are judged by the browser: -k holds, --cacert does not.',
        'The sandbox of the browser is on, except for root, where it cannot be.',
      ],
    },
  ],
  seeAlso: ['curl(1)', 'jq(1)', 'lynx(1)'],
  run: async (io, options, operands) => (await import('./list-links.js')).listLinks(io, options, operands),
});
