/** Characters that neither XML 1.0 nor a line of text can carry. */
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text on one line, for formats whose fields are lines. */
export function lineOf(text: string): string {
  return writable(text).replace(/\s+/g, ' ').trim();
}

/** The beginning of a text, at most `length` UTF-16 units and no half character. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Text of an XML element. */
export function xmlText(text: string): string {
  return writable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function writable(text: string): string {
  return text.replace(UNWRITABLE, ' ').replace(LONE_SURROGATE, '\ufffd');
}
