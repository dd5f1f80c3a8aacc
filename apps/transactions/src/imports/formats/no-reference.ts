/** What banks write where a movement has no reference. */
const NOTHING = /^(?:NOT[\s_-]*PROVIDED|NON[\s_-]*REF(?:ERENCE)?|NO[\s_-]*REF(?:ERENCE)?|UNKNOWN|NONE|NULL|N\/?A|N|X|-+|0+)$/i;

/** Whether a reference is only a way of saying that there is none. */
export function noReference(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || NOTHING.test(trimmed);
}
