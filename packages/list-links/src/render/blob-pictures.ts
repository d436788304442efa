import type { JSHandle, Page } from 'playwright-core';

import type { ElementRecord, PageReaderScript } from './page-reader-script.js';

// Rows of pictures beyond this are nothing that a reader of rows expects.
const maxBytes = 16 * 1024 * 1024;
const blobUrl = /blob:[^\s"')]+/;

/** The records with `data:` in the place of pictures that only their page can reach; what is too large stays as it is. */
export async function withoutBlobs(
  records: ElementRecord[],
  tab: Page,
  script: JSHandle<PageReaderScript>,
): Promise<ElementRecord[]> {
  const read = new Map<string, string>();
  for (const { attributes } of records) {
    for (const attribute of attributes) {
      const url = blobUrl.exec(attribute[1])?.[0];
      if (url === undefined) continue;
      const data = read.get(url) ?? (await readBlob(url, tab, script)) ?? url;
      read.set(url, data);
      attribute[1] = attribute[1].replace(url, () => data);
    }
  }
  return records;
}

async function readBlob(
  url: string,
  tab: Page,
  script: JSHandle<PageReaderScript>,
): Promise<string | undefined> {
  const limit = { url, maxBytes };
  const data = await script
    .evaluate((page, { url, maxBytes }) => page.readBlob(url, maxBytes), limit)
    .catch(() => undefined);
  return data ?? (await readShown(url, tab).catch(() => undefined));
}

/** A picture on show whose page forbids to read it or has taken its URL back. */
async function readShown(url: string, tab: Page): Promise<string | undefined> {
  const protocol = await tab.context().newCDPSession(tab);
  try {
    await protocol.send('Page.enable');
    const { frameTree } = await protocol.send('Page.getResourceTree');
    const resource = frameTree.resources.find((found) => found.url === url);
    if (resource === undefined || (resource.contentSize ?? 0) > maxBytes) return undefined;
    const frameId = frameTree.frame.id;
    const { content, base64Encoded } = await protocol.send('Page.getResourceContent', { frameId, url });
    if (!base64Encoded || content.length > maxBytes * 1.4) return undefined;
    return `data:${resource.mimeType};base64,${content}`;
  } finally {
    await protocol.detach().catch(() => undefined);
  }
}
