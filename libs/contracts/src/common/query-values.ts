interface Given {
  value: unknown;
}

/** For `@Transform`: a yes or no as it stands in a URL. Anything else is left for the validation to refuse. */
export function queryFlag({ value }: Given): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** For `@Transform`: a list as it stands in a URL, comma-separated. Anything else is left for the validation to refuse. */
export function queryList({ value }: Given): unknown {
  return typeof value === 'string' ? value.split(',').filter(Boolean) : value;
}
