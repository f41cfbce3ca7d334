export { parsedOf, type Read, readEvent } from './parse.ts';
export { publishedSchemas } from './published.ts';
export { documentsOf } from './request.ts';
export { canonicalSource } from './source.ts';
export { isEventSecret, verifyEvents } from './verify.ts';
