/** Values that reach a person, whatever column they stand in. */

const EMAIL = /^\S+@\S+\.\S+$/;
const PHONE = /^(?:\+\d{1,3}[ -]?)?\(?0?\d{1,3}\)?[ -]?\d{3,4}[ -]\d{4}$|^01\d{8,9}$/;

/** Whether a cell looks like an e-mail address, or like a phone number with its separators or of a Korean mobile phone. */
export function reachesPerson(value: string): boolean {
  const text = value.trim();
  return EMAIL.test(text) || PHONE.test(text);
}
