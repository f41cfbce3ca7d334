/** Runs before the page is drawn: the theme's tokens become CSS variables, so that nothing flashes in the wrong colours. */
import { tokensOf } from './look/tokens.ts';
import type { ThemeName } from './look/tokens.ts';

const asked = new URLSearchParams(location.search).get('theme');
const theme: ThemeName = asked === 'dark' || asked === 'contrast' ? asked : 'light';
const root = document.documentElement;
root.dataset['theme'] = theme;
root.style.colorScheme = theme === 'light' ? 'light' : 'dark';
for (const [name, value] of Object.entries(tokensOf(theme))) root.style.setProperty(`--${name}`, value);

// Fluent 8 would fetch Segoe UI from Microsoft's network: the page stays on this machine.
Reflect.set(window, 'FabricConfig', { fontBaseUrl: '' });
