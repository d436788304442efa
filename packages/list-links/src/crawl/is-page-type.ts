/** True for the media types of what can hold links to pages: HTML, XML and JSON of any kind. What says nothing is looked at. */
export function isPageType(type: string | undefined): boolean {
  const essence = type?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (essence === '' || essence === 'text/html' || essence === 'text/x-sitemap') return true;
  return /^(?:application|text)\/(?:[\w.-]+\+)?(?:xml|json)$/.test(essence);
}
