import type { DetailedCategory } from '#contracts/categories';

/** `-` money out, `+` money in, `*` either way. */
export type Direction = '-' | '+' | '*';

/** Phrases of one category; separated by `|`. Slots in braces are filled when examples are made. */
export type PhraseList = [category: DetailedCategory, direction: Direction, phrases: string][];
