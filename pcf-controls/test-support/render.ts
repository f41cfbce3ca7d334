import * as ReactDOM from 'react-dom';
import { act } from 'react-dom/test-utils';
import type * as React from 'react';

/** A control's element in a page, as the platform would draw it. */
export interface Page {
  readonly root: HTMLElement;
  draw(element: React.ReactElement): Promise<void>;
  click(element: Element | null | undefined): Promise<void>;
  press(element: Element, key: string, more?: KeyboardEventInit): Promise<void>;
  type(input: HTMLInputElement, value: string): Promise<void>;
  scrollTo(element: Element, top: number): Promise<void>;
  wait(milliseconds: number): Promise<void>;
  close(): void;
}

/** Lets promises and effects settle; the fake Web API answers within a few turns. */
async function settle(action: () => void, milliseconds = 20): Promise<void> {
  await act(async () => {
    action();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  });
}

export function openPage(): Page {
  const root = document.createElement('div');
  document.body.append(root);
  return {
    root,
    draw: (element) => settle(() => void ReactDOM.render(element, root)),
    click: (element) =>
      settle(() => {
        if (!element) throw new Error('There is nothing to click.');
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }),
    press: (element, key, more) =>
      settle(
        () =>
          void element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })),
      ),
    type: (input, value) =>
      settle(() => {
        // React listens to the native setter, so the value is set past its own one.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    scrollTo: (element, top) =>
      settle(() => {
        element.scrollTop = top;
        element.dispatchEvent(new Event('scroll'));
      }),
    wait: (milliseconds) => settle(() => undefined, milliseconds),
    close() {
      ReactDOM.unmountComponentAtNode(root);
      root.remove();
    },
  };
}
