/** Colours of series and slices: told apart on the theme's ground, in the order of the app's charts. */
import type { ThemeName } from '../look/tokens.ts';

/** Fluent's qualitative palette. */
const LIGHT = [
  '#637cef',
  '#e3008c',
  '#2aa0a4',
  '#9373c0',
  '#13a10e',
  '#3a96dd',
  '#ca5010',
  '#57811b',
  '#b146c2',
  '#ae8c00',
];
const DARK = [
  '#7e97ff',
  '#ff5fb5',
  '#4cc5c9',
  '#b59ae0',
  '#4cd04a',
  '#6cb8f6',
  '#f08a4b',
  '#94bd4f',
  '#d68ae2',
  '#dcb92e',
];
const CONTRAST = ['#1aebff', '#ffff00', '#3ff23f', '#ff8cff', '#ffffff', '#ffa94d', '#8cb4ff', '#c0ff8c'];

const PALETTES: Readonly<Record<ThemeName, readonly string[]>> = { light: LIGHT, dark: DARK, contrast: CONTRAST };

export function colorOf(theme: ThemeName, index: number): string {
  const palette = PALETTES[theme];
  return palette[index % palette.length] ?? '';
}
