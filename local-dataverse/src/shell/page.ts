/** The shell's page and its built assets. */
import { access, readFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `local-dataverse/shell/build.ts` writes. */
export const ASSETS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'shell');

/**
 * What the page may load: the server itself, inline styles (Fluent writes them), pictures from the web only by https
 * (controls decide about them), never scripts from elsewhere.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
].join('; ');

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local Dataverse</title>
<link rel="icon" href="/_shell/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_shell/assets/shell.css">
<script src="/_shell/assets/theme.js"></script>
</head>
<body>
<div id="shell"></div>
<noscript>The local Dataverse's apps need JavaScript.</noscript>
<script src="/_shell/assets/shell.js" defer></script>
</body>
</html>
`;

/** A built file, or undefined when there is none of that name below the assets folder. */
export async function readAsset(folder: string, name: string): Promise<Buffer | undefined> {
  const file = normalize(join(folder, name));
  if (!file.startsWith(folder + sep)) return undefined;
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Whether the browser half was built there. */
export async function isBuilt(folder: string): Promise<boolean> {
  return access(join(folder, 'shell.js')).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
