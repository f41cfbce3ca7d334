import type { HtmlTools } from '@activity-logging/activity-model';
import { convert } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

/** HTML of sources → what rows may carry (SPEC T-10). */
export const htmlTools: HtmlTools = {
  toText: (html) =>
    convert(html, {
      wordwrap: false,
      selectors: [
        { selector: 'img', format: 'skip' },
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      ],
    }),
  sanitize: (html) =>
    sanitizeHtml(html, {
      allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'],
      allowedAttributes: { ...sanitizeHtml.defaults.allowedAttributes, '*': ['align', 'dir', 'lang', 'title'] },
      allowedSchemes: ['http', 'https', 'mailto', 'tel'],
      allowedSchemesByTag: { img: ['http', 'https', 'cid'] },
    }),
};
