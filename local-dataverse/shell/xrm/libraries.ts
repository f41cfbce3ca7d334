/** Form libraries: loads imported scripts into the page and turns the form's handler entries into functions. */
import type { FormModel, HandlerModel } from '../../src/shell/model.ts';
import type { Handler } from '../form/handlers.ts';

const loaded = new Map<string, Promise<void>>();

/** Loads a script once a page. @throws Error naming the script */
export function loadScript(url: string, what: string): Promise<void> {
  const known = loaded.get(url);
  if (known) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.async = false;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${what} cannot be loaded (${url}).`));
    document.head.appendChild(script);
  });
  loaded.set(url, loading);
  loading.catch(() => loaded.delete(url));
  return loading;
}

export function webResourceUrl(name: string): string {
  return `/WebResources/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** Loads a form's libraries in their order. @throws Error naming the first that cannot be loaded */
export async function loadLibraries(form: FormModel): Promise<void> {
  for (const name of form.libraries)
    await loadScript(webResourceUrl(name), `The web resource ${name} of the form ${form.name}`);
}

/**
 * The function of a handler entry.
 * @throws Error naming function and library when the library does not define it
 */
export function handlerOf(entry: HandlerModel): Handler {
  const path = entry.functionName.split('.');
  const find = (names: readonly string[]): unknown =>
    names.reduce<unknown>(
      (owner, name) => (owner === undefined || owner === null ? undefined : Reflect.get(Object(owner), name)),
      window,
    );
  if (typeof find(path) !== 'function')
    throw new Error(`The web resource ${entry.library} has no function ${entry.functionName}.`);
  const parameters = parametersOf(entry);
  return (context) => {
    const owner = path.length > 1 ? find(path.slice(0, -1)) : window;
    const found = find(path);
    if (typeof found !== 'function') throw new Error(`${entry.functionName} is gone.`);
    return Reflect.apply(found, owner, entry.passExecutionContext ? [context, ...parameters] : parameters);
  };
}

/** Parameters are written as JavaScript values separated by commas; JSON with single quotes allowed covers what forms hold. */
export function parametersOf(entry: Pick<HandlerModel, 'parameters' | 'functionName'>): unknown[] {
  const text = entry.parameters.trim();
  if (!text) return [];
  try {
    const values: unknown = JSON.parse(
      `[${text.replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner))}]`,
    );
    return Array.isArray(values) ? values : [];
  } catch (error) {
    throw new Error(`The parameters of ${entry.functionName} cannot be read: ${text}`, { cause: error });
  }
}
