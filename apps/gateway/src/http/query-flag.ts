/** For `@Transform`: a yes or no as it stands in a URL. Anything else is left for the validation to refuse. */
export function queryFlag({ value }: { value: unknown }): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}
