/** The sections of the man page that explain formats and columns. */
export const manualSections = [
  {
    title: 'Formats',
    body: [
      'Parquet in all its codecs (snappy, gzip, zstd, brotli, lz4) and encodings; read row group by row group and page by ' +
        'page, and only the columns that are wanted. Values are exactly what is stored: whole numbers and decimals with all ' +
        'digits, dates and moments as ISO 8601 (with a Z where they are in UTC), lists, structs and maps as JSON, bytes that ' +
        'are no text as base64, NaN and infinity as null. From standard input it is copied to a file without a name first.',
      'CSV as RFC 4180 has it, with , ; | or a tab between its cells: told by the first line, or by its "sep=;". ' +
        'Quotes inside of a cell that has none around it stand for themselves. A quote that nothing closes within 1 MiB ' +
        'costs the row that opens it, and no more.',
      'TSV is what has tabs in its first line. A quote in it is a quote; --quoting reads cells in quotes as in CSV.',
      'JSON is an array of objects or of URLs, objects one after the other, or one object of columns, ' +
        'as {"url":[...],"text":[...]}, also as pandas writes it. Numbers keep their digits.',
      'NDJSON and plain lists of URLs may be mixed; blank lines and lines that begin with "#" are skipped.',
      'Text is UTF-8 or, by its byte order mark, UTF-16. Lines that are neither are read as latin-1, which is told. ' +
        'gzip and zstd are unpacked; for bzip2, xz and zip there are bzcat, xzcat and unzip -p.',
    ],
  },
  {
    title: 'Addresses',
    body: [
      'A list at an http or https address is read by ranges where the server gives them: of Parquet only the footer and the ' +
        'columns and row groups that are wanted. A range that fails is tried again (--retry), and each must be of the ' +
        'version that the first was of (If-Range, ETag, Last-Modified): a list that changes while it is read is an error. ' +
        'Where a server gives no ranges the list is read once, and Parquet copied to a file without a name.',
    ],
  },
  {
    title: 'Columns',
    body: [
      'The column of the URLs is the one that is called url; else imageurl, imgurl, originalurl, contenturl, fileurl, ' +
        'downloadurl, mediaurl or photourl; else urls, imageurls, uri, imageuri, contenturi, link, imagelink, href or ' +
        'src, however these are capitalised and whatever stands between their letters; else the one that holds URLs. ' +
        'Where two could be meant, it asks for --url.',
      'The cells of CSV and TSV are text, because these have no types; --numbers says which are numbers, and a field ' +
        'that is called size is one in any case. A field that is called md5, sha1, sha256, sha384 or sha512 and holds ' +
        'base64 becomes hexadecimal, as pfetch checks it.',
      '{file} is the name of the list without folder and endings, {row} the number of the row in it, from 1, where rows ' +
        'that could not be read count as well.',
    ],
  },
] as const;
