export { completionScript } from './completion-script.js';
export { helpPage } from './help-page.js';
export { manPage } from './man-page.js';
export { referencePage } from './reference-page.js';
