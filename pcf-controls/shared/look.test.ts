import { describe, expect, it } from '@jest/globals';
import { fluentTheme } from './fluentTheme';
import { cssVariables, lookOf } from './look';

describe('look', () => {
  it("takes the app's design tokens where the platform gives them", () => {
    const look = lookOf({
      tokenTheme: { colorNeutralBackground1: '#292929' },
      isDarkTheme: true,
    } as unknown as ComponentFramework.FluentDesignState);
    expect(look.colorNeutralBackground1).toBe('#292929');
    expect(look.colorNeutralForeground1).toBe('#242424');
    expect(cssVariables(look)['--al-colorNeutralBackground1']).toBe('#292929');
    expect(fluentTheme(look).semanticColors.bodyBackground).toBe('#292929');
    expect(fluentTheme(look).isInverted).toBe(true);
  });

  it('T-9 the light look keeps text at 4.5:1 on every background it stands on', () => {
    const look = lookOf(undefined);
    const pairs = [
      [look.colorNeutralForeground3, look.colorNeutralBackground1Hover],
      [look.colorNeutralForeground3, look.colorNeutralBackground2],
      [look.colorNeutralForeground2, look.colorNeutralBackground4],
      [look.colorBrandForeground1, look.colorBrandBackground2],
      [look.colorStatusSuccessForeground1, look.colorStatusSuccessBackground1],
      [look.colorStatusWarningForeground1, look.colorStatusWarningBackground1],
      [look.colorStatusDangerForeground1, look.colorStatusDangerBackground1],
      [look.colorNeutralForegroundOnBrand, look.colorBrandBackground],
    ] as const;
    for (const [text, background] of pairs) expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
  });
});

/** WCAG 2 contrast of two `#rrggbb` colours. */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
