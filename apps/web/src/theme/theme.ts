import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { layout, palette, radii, schemes, shadows, spacing, type } from './tokens';

const shades = (name: keyof typeof palette) => palette[name] as unknown as MantineColorsTuple;

/** Mantine in Steward's clothes; the values are in `tokens.ts`. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: 6,
  colors: {
    iris: shades('iris'),
    gray: shades('gray'),
    dark: shades('dark'),
    green: shades('green'),
    red: shades('red'),
    amber: shades('amber'),
  },
  fontFamily: type.family,
  fontFamilyMonospace: type.mono,
  fontSizes: type.sizes,
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing,
  radius: radii,
  defaultRadius: 'md',
  shadows,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: type.headings.h1, lineHeight: '1.25' },
      h2: { fontSize: type.headings.h2, lineHeight: '1.35' },
      h3: { fontSize: type.headings.h3, lineHeight: '1.4' },
      h4: { fontSize: type.headings.h4, lineHeight: '1.45' },
    },
  },
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { openDelay: 350, withinPortal: true, radius: 'sm' } },
    Menu: { defaultProps: { shadow: 'lg', radius: 'md', withinPortal: true } },
    Popover: { defaultProps: { shadow: 'lg', radius: 'md', withinPortal: true } },
    InputWrapper: {
      styles: { label: { marginBottom: 4, fontWeight: 550 }, description: { marginBottom: 6 }, error: { marginTop: 4 } },
    },
    Badge: { defaultProps: { radius: 'sm' }, styles: { root: { textTransform: 'none', fontWeight: 550 } } },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

/** The tokens as custom properties, for the style sheets beside the components. */
export const cssVariables: CSSVariablesResolver = () => {
  const named = (scheme: Record<string, string>) =>
    Object.fromEntries(Object.entries(scheme).map(([name, value]) => [`--st-${name}`, value]));
  const mantine = (scheme: (typeof schemes)[keyof typeof schemes]) => ({
    '--mantine-color-body': scheme.surface,
    '--mantine-color-text': scheme.ink,
    '--mantine-color-dimmed': scheme['ink-soft'],
    '--mantine-color-placeholder': scheme['ink-faint'],
    '--mantine-color-default-border': scheme['line-strong'],
    '--mantine-color-anchor': scheme['accent-ink'],
    '--mantine-color-error': scheme.danger,
  });
  return {
    variables: {
      '--st-sidebar': `${layout.sidebar}px`,
      '--st-bottom-bar': `${layout.bottomBar}px`,
      '--st-table-row': `${layout.tableRow}px`,
    },
    light: { ...named(schemes.light), ...mantine(schemes.light) },
    dark: { ...named(schemes.dark), ...mantine(schemes.dark) },
  };
};
