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
  if (typeof onPage(entry.functionName.split('.')) !== 'function')
    throw new Error(`The web resource ${entry.library} has no function ${entry.functionName}.`);
  const parameters = parametersOf(entry);
  return (context) =>
    callFunction(entry.functionName, entry.passExecutionContext ? [context, ...parameters] : parameters, entry.library);
}

/**
 * Calls `Namespace.function` of the page.
 * @throws Error naming function and library when there is none
 */
export function callFunction(name: string, parameters: readonly unknown[], library: string): unknown {
  const path = name.split('.');
  const owner = path.length > 1 ? onPage(path.slice(0, -1)) : window;
  const found = onPage(path);
  if (typeof found !== 'function') throw new Error(`The web resource ${library} has no function ${name}.`);
  return Reflect.apply(found, owner, [...parameters]);
}

function onPage(names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (owner, name) => (owner === undefined || owner === null ? undefined : Reflect.get(Object(owner), name)),
    window,
  );
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
