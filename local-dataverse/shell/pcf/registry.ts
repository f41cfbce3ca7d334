/** Loads bundles of imported code components. A bundle ends with `ComponentFramework.registerControl(name, constructor)`. */
import type { ComponentModel } from '../../src/shell/model.ts';
import { loadScript } from '../xrm/libraries.ts';

/** A component as the framework drives it; virtual ones return an element from updateView. */
export interface Component {
  init(context: object, notifyOutputChanged: () => void, state: object, container?: HTMLDivElement): void;
  updateView(context: object): unknown;
  getOutputs?(): unknown;
  destroy(): void;
}
export type ComponentConstructor = new () => Component;

/** What the bundles of one page have registered, by `Namespace.Constructor`. */
const registered = new Map<string, unknown>();
const loading = new Map<string, Promise<ComponentConstructor>>();

/** Makes `window.ComponentFramework`; before any bundle loads. */
export function installRegistry(): void {
  Reflect.set(window, 'ComponentFramework', {
    registerControl: (name: string, constructor: unknown) => void registered.set(name, constructor),
  });
}

/**
 * The constructor of a component, its bundle loaded once a page.
 * @throws Error naming the component when the bundle is missing or registers something else
 */
export function loadConstructor(component: ComponentModel): Promise<ComponentConstructor> {
  const known = loading.get(component.name);
  if (known) return known;
  const started = load(component);
  loading.set(component.name, started);
  started.catch(() => loading.delete(component.name));
  return started;
}

async function load(component: ComponentModel): Promise<ComponentConstructor> {
  checkPlatformLibraries(component);
  for (const url of component.styles) loadStyle(url);
  for (const url of component.scripts)
    await loadScript(`${url}?v=${encodeURIComponent(component.version)}`, `The bundle of ${component.name}`);
  const found = registered.get(component.registeredName);
  if (!isConstructor(found))
    throw new Error(`The bundle of ${component.name} did not register ${component.registeredName}.`);
  return found;
}

/** The shell has one version of each library, the ones this product names; others would fail somewhere inside the bundle. */
function checkPlatformLibraries(component: ComponentModel): void {
  for (const { name, version } of component.platformLibraries) {
    const major = version.split('.')[0];
    const has =
      name.toLowerCase() === 'react'
        ? major === '16'
        : name.toLowerCase() === 'fluent' && major === '8' && version !== '8.29.0';
    if (!has)
      throw new Error(
        `${component.name} needs the platform library ${name} ${version}; the local shell has React 16.14.0 and Fluent 8.121.1.`,
      );
  }
}

function isConstructor(value: unknown): value is ComponentConstructor {
  return typeof value === 'function';
}

function loadStyle(url: string): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = url;
  document.head.appendChild(link);
}
