/**
 * The design language of Steward in one file: every colour, radius, distance, letter size and shadow, and how each
 * category looks. `theme.ts` hands them to Mantine and to CSS (as `--st-*`); nothing else names a colour.
 */
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconBuildingBank,
  IconQuestionMark,
  IconBuildingStore,
  IconBulb,
  IconCar,
  IconCash,
  IconCategory,
  IconConfetti,
  IconCreditCard,
  IconHammer,
  IconPlane,
  IconReceiptTax,
  IconSparkles,
  IconStethoscope,
  IconTag,
  IconToolsKitchen2,
  type TablerIcon,
} from '@tabler/icons-react';

/** Lightest to darkest, as Mantine wants them. */
type Shades = readonly [string, string, string, string, string, string, string, string, string, string];

export const palette = {
  iris: ['#f2f2fe', '#e6e6fd', '#cccdf9', '#adaef4', '#8f90ee', '#7577e6', '#5b5bd6', '#4d4dc0', '#4040a1', '#33337c'],
  gray: ['#fafafb', '#f4f4f6', '#ececef', '#e1e1e6', '#d2d2d9', '#b0b0bb', '#82828f', '#60606c', '#3b3b44', '#1b1b1f'],
  dark: ['#ececf0', '#c6c7cf', '#a3a4ae', '#868792', '#3a3c42', '#2a2c31', '#1f2024', '#17181b', '#111214', '#0c0d0e'],
  green: ['#effaf4', '#d9f2e4', '#b0e4c9', '#7fd3a9', '#4cc38a', '#30a46c', '#218358', '#18794e', '#146c45', '#0f5435'],
  red: ['#fff1f1', '#ffdcdd', '#fdbdbe', '#f59a9c', '#ee7579', '#e5484d', '#d33b40', '#bb2d32', '#9d2428', '#7c1c20'],
  amber: ['#fff8ea', '#feedc7', '#fbdd98', '#f6c860', '#efb133', '#e29a12', '#b97608', '#9a5f05', '#7d4c05', '#5f3a06'],
} satisfies Record<string, Shades>;

/** What a colour is for, by scheme. */
export const schemes = {
  light: {
    canvas: '#fbfbfc',
    surface: '#ffffff',
    sunken: '#f4f4f6',
    raised: '#ffffff',
    hover: 'rgb(27 27 31 / 4%)',
    selected: 'rgb(91 91 214 / 8%)',
    line: '#e8e8ec',
    'line-strong': '#d6d6dd',
    ink: '#1b1b1f',
    'ink-soft': '#60606c',
    'ink-faint': '#74747f',
    accent: '#5b5bd6',
    'accent-ink': '#4d4dc0',
    'accent-wash': '#f2f2fe',
    income: '#18794e',
    'income-wash': '#effaf4',
    caution: '#9a5f05',
    'caution-wash': '#fff8ea',
    danger: '#bb2d32',
    'danger-wash': '#fff1f1',
    /** What a category's colour is mixed with to be readable as text. */
    contrast: '#000000',
  },
  dark: {
    canvas: '#111214',
    surface: '#17181b',
    sunken: '#0c0d0e',
    raised: '#1f2024',
    hover: 'rgb(236 236 240 / 5%)',
    selected: 'rgb(143 144 238 / 14%)',
    line: '#26282c',
    'line-strong': '#3a3c42',
    ink: '#ececf0',
    'ink-soft': '#a3a4ae',
    'ink-faint': '#8b8c97',
    accent: '#8f90ee',
    'accent-ink': '#adaef4',
    'accent-wash': 'rgb(143 144 238 / 12%)',
    income: '#4cc38a',
    'income-wash': 'rgb(76 195 138 / 11%)',
    caution: '#efb133',
    'caution-wash': 'rgb(239 177 51 / 11%)',
    danger: '#f59a9c',
    'danger-wash': 'rgb(229 72 77 / 13%)',
    contrast: '#ffffff',
  },
} as const;

/** No font comes over the network: each system's own face, with figures of equal width where money stands. */
export const type = {
  family:
    '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Inter, Roboto, "Noto Sans", system-ui, sans-serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "Roboto Mono", Menlo, Consolas, monospace',
  sizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  headings: { h1: '24px', h2: '18px', h3: '16px', h4: '14px' },
} as const;

export const spacing = { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' } as const;
export const radii = { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' } as const;
export const shadows = {
  xs: '0 1px 2px rgb(0 0 0 / 5%)',
  sm: '0 1px 3px rgb(0 0 0 / 7%), 0 1px 2px rgb(0 0 0 / 4%)',
  md: '0 4px 14px rgb(0 0 0 / 8%), 0 1px 3px rgb(0 0 0 / 6%)',
  lg: '0 12px 32px rgb(0 0 0 / 12%), 0 2px 6px rgb(0 0 0 / 6%)',
  xl: '0 24px 64px rgb(0 0 0 / 18%)',
} as const;

/** Fixed measures of the frame, in pixels. */
export const layout = { sidebar: 248, bottomBar: 60, tableRow: 52, cardRow: 68, dayRow: 34, phoneBelow: '48em' } as const;

/** Below this confidence a category asks for a person's eye. */
export const REVIEW_BELOW = 0.6;

export interface CategoryLook {
  color: string;
  icon: TablerIcon;
}

/** The 16 primaries of the Plaid taxonomy. */
export const categoryLooks: Readonly<Record<string, CategoryLook>> = {
  INCOME: { color: '#2f9e6a', icon: IconCash },
  TRANSFER_IN: { color: '#3f8fb5', icon: IconArrowDownLeft },
  TRANSFER_OUT: { color: '#6b7a90', icon: IconArrowUpRight },
  LOAN_PAYMENTS: { color: '#8a6d3b', icon: IconCreditCard },
  BANK_FEES: { color: '#7c7c89', icon: IconBuildingBank },
  ENTERTAINMENT: { color: '#c2418f', icon: IconConfetti },
  FOOD_AND_DRINK: { color: '#e07020', icon: IconToolsKitchen2 },
  GENERAL_MERCHANDISE: { color: '#3d74d9', icon: IconBuildingStore },
  HOME_IMPROVEMENT: { color: '#9a6a4a', icon: IconHammer },
  MEDICAL: { color: '#d6455a', icon: IconStethoscope },
  PERSONAL_CARE: { color: '#b05fc4', icon: IconSparkles },
  GENERAL_SERVICES: { color: '#5b6bd6', icon: IconCategory },
  GOVERNMENT_AND_NON_PROFIT: { color: '#52708a', icon: IconReceiptTax },
  TRANSPORTATION: { color: '#1c8fa3', icon: IconCar },
  TRAVEL: { color: '#1f9bd1', icon: IconPlane },
  RENT_AND_UTILITIES: { color: '#b08a00', icon: IconBulb },
};

/** A category of the user's own that has no colour yet. */
export const ownCategoryLook: CategoryLook = { color: '#6b6b7b', icon: IconTag };
export const uncategorisedLook: CategoryLook = { color: '#8a8a96', icon: IconQuestionMark };

/** Offered for the user's own categories. */
export const swatches = [
  '#2f9e6a',
  '#1c8fa3',
  '#1f9bd1',
  '#3d74d9',
  '#5b6bd6',
  '#b05fc4',
  '#c2418f',
  '#d6455a',
  '#e07020',
  '#b08a00',
  '#9a6a4a',
  '#6b7a90',
] as const;
