import DOMPurify from 'dompurify';

export interface CleanHtml {
  readonly html: string;
  /** Number of remote images that were left out. */
  readonly blockedImages: number;
}

/**
 * Mail HTML that is safe to show inside a form (SPEC T-10). Scripts, forms, frames and styles are dropped – a mail's own colours
 * would also be unreadable in a dark app –, links open in a new tab without telling where they come from, and remote
 * images stay out until `showImages`, because loading one tells its sender that the mail was read.
 */
export function cleanHtml(html: string, showImages: boolean): CleanHtml {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'select',
      'textarea',
      'video',
      'audio',
      'picture',
      'source',
      'dialog',
    ],
    FORBID_ATTR: [
      'style',
      'class',
      'id',
      'name',
      'background',
      'bgcolor',
      'color',
      'face',
      'srcset',
      'width',
      'height',
    ],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|data:image\/(?:png|jpe?g|gif|webp);)/i,
  });
  let blockedImages = 0;
  for (const image of Array.from(fragment.querySelectorAll('img'))) {
    const source = image.getAttribute('src') ?? '';
    const isRemote = /^https?:/i.test(source);
    if (isRemote && !showImages) blockedImages += 1;
    if (source === '' || (isRemote && !showImages)) {
      image.replaceWith(fragment.ownerDocument.createTextNode(image.alt));
    } else {
      image.setAttribute('referrerpolicy', 'no-referrer');
      image.setAttribute('loading', 'lazy');
    }
  }
  for (const link of Array.from(fragment.querySelectorAll('a, area'))) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  const holder = fragment.ownerDocument.createElement('div');
  holder.append(fragment);
  return { html: holder.innerHTML, blockedImages };
}
