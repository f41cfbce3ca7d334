/**
 * Colours, radii and fonts of the app the control is shown in: its version-9 design tokens where the platform gives them,
 * else the values of the platform's light theme (DESIGN decision 14). A token's name → the value used without it.
 */
const lightTokens = {
  colorNeutralBackground1: '#ffffff',
  colorNeutralBackground1Hover: '#f5f5f5',
  colorNeutralBackground1Pressed: '#e0e0e0',
  colorNeutralBackground2: '#fafafa',
  colorNeutralBackground3: '#f5f5f5',
  colorNeutralBackground4: '#f0f0f0',
  colorNeutralBackgroundDisabled: '#f0f0f0',
  colorNeutralForeground1: '#242424',
  colorNeutralForeground2: '#424242',
  colorNeutralForeground3: '#616161',
  colorNeutralForegroundDisabled: '#bdbdbd',
  colorNeutralForegroundOnBrand: '#ffffff',
  colorNeutralStroke1: '#d1d1d1',
  colorNeutralStroke2: '#e0e0e0',
  colorNeutralStrokeAccessible: '#616161',
  colorStrokeFocus2: '#000000',
  colorBrandForeground1: '#0f6cbd',
  colorBrandForegroundLink: '#115ea3',
  colorBrandBackground: '#0f6cbd',
  colorBrandBackgroundHover: '#115ea3',
  colorBrandBackgroundPressed: '#0c3b5e',
  colorBrandBackground2: '#ebf3fc',
  colorCompoundBrandBackground: '#0f6cbd',
  colorCompoundBrandBackgroundHover: '#115ea3',
  colorStatusSuccessBackground1: '#f1faf1',
  colorStatusSuccessForeground1: '#0e700e',
  colorStatusWarningBackground1: '#fff9f5',
  colorStatusWarningForeground1: '#bc4b09',
  colorStatusDangerBackground1: '#fdf3f4',
  colorStatusDangerForeground1: '#b10e1c',
  borderRadiusMedium: '4px',
  borderRadiusLarge: '6px',
  shadow2: '0 0 2px rgba(0,0,0,0.12), 0 1px 2px rgba(0,0,0,0.14)',
  shadow4: '0 0 2px rgba(0,0,0,0.12), 0 2px 4px rgba(0,0,0,0.14)',
  fontFamilyBase: "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', sans-serif",
} as const;

export type TokenName = keyof typeof lightTokens;
export type Look = Readonly<Record<TokenName, string>> & { readonly isDark: boolean };

/** The look the platform asks for. Unknown or empty tokens keep the light theme's value. */
export function lookOf(design: ComponentFramework.FluentDesignState | undefined): Look {
  const tokens: object = design?.tokenTheme ?? {};
  const names = Object.keys(lightTokens) as TokenName[];
  const values = Object.fromEntries(names.map((name) => [name, textOr(Reflect.get(tokens, name), lightTokens[name])]));
  return { ...(values as Record<TokenName, string>), isDark: design?.isDarkTheme === true };
}

/** A style value that reads a token of the look set on the control's root by {@link cssVariables}. */
export function token(name: TokenName): string {
  return `var(--al-${name})`;
}

/** The look as CSS custom properties, so that styles are made once and a change of theme costs no new rule. */
export function cssVariables(look: Look): Record<string, string> {
  const names = Object.keys(lightTokens) as TokenName[];
  return Object.fromEntries(names.map((name) => [`--al-${name}`, look[name]]));
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
