import { createTheme, type Theme } from '@fluentui/react';
import type { Look } from './look';

/** The Fluent 8 theme that makes its controls look like the version-9 app around them. */
export function fluentTheme(look: Look): Theme {
  const font = { fontFamily: look.fontFamilyBase };
  return createTheme({
    isInverted: look.isDark,
    defaultFontStyle: font,
    palette: {
      themePrimary: look.colorCompoundBrandBackground,
      themeSecondary: look.colorCompoundBrandBackground,
      themeTertiary: look.colorBrandForeground1,
      themeDarkAlt: look.colorCompoundBrandBackgroundHover,
      themeDark: look.colorBrandBackgroundHover,
      themeDarker: look.colorBrandBackgroundPressed,
      themeLight: look.colorBrandBackground2,
      themeLighter: look.colorBrandBackground2,
      themeLighterAlt: look.colorBrandBackground2,
      white: look.colorNeutralBackground1,
      black: look.colorNeutralForeground1,
      neutralDark: look.colorNeutralForeground1,
      neutralPrimary: look.colorNeutralForeground1,
      neutralPrimaryAlt: look.colorNeutralForeground2,
      neutralSecondary: look.colorNeutralForeground3,
      neutralSecondaryAlt: look.colorNeutralForeground3,
      neutralTertiary: look.colorNeutralForegroundDisabled,
      neutralTertiaryAlt: look.colorNeutralStroke1,
      neutralQuaternary: look.colorNeutralStroke1,
      neutralQuaternaryAlt: look.colorNeutralStroke2,
      neutralLight: look.colorNeutralBackground1Pressed,
      neutralLighter: look.colorNeutralBackground1Hover,
      neutralLighterAlt: look.colorNeutralBackground2,
    },
    semanticColors: {
      bodyBackground: look.colorNeutralBackground1,
      bodyText: look.colorNeutralForeground1,
      bodySubtext: look.colorNeutralForeground3,
      disabledText: look.colorNeutralForegroundDisabled,
      inputBorder: look.colorNeutralStrokeAccessible,
      inputBorderHovered: look.colorNeutralForeground1,
      buttonBorder: look.colorNeutralStroke1,
      primaryButtonBackground: look.colorBrandBackground,
      primaryButtonBackgroundHovered: look.colorBrandBackgroundHover,
      primaryButtonBackgroundPressed: look.colorBrandBackgroundPressed,
      primaryButtonText: look.colorNeutralForegroundOnBrand,
      primaryButtonTextHovered: look.colorNeutralForegroundOnBrand,
      primaryButtonTextPressed: look.colorNeutralForegroundOnBrand,
      link: look.colorBrandForegroundLink,
    },
    effects: { roundedCorner2: look.borderRadiusMedium, roundedCorner4: look.borderRadiusMedium },
  });
}
