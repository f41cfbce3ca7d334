export { parsedOf, type Read, readEvent } from './parse.ts';
export type { FieldProblem } from './problems.ts';
export { publishedSchemas } from './published.ts';
export { documentsOf } from './request.ts';
export { canonicalSource } from './source.ts';
export { isEventSecret, signEvents, verifyEvents } from './verify.ts';
