/** The model that categories of transactions come from. */
export const CATEGORY_MODEL = 'transaction-category';
