import { writeFileSync } from 'node:fs';

/** Writes the same list in the forms that the programs want: one URL a line, and curl's config with a file for each. */
export function writeUrls(folder, name, urls) {
  writeFileSync(`${folder}/${name}.txt`, urls.map((url) => `${url}\n`).join(''));
  const files = urls.map((url, i) => `url = "${url}"\noutput = "out/${i}.bin"\n`);
  writeFileSync(`${folder}/${name}.curl`, files.join(''));
}
