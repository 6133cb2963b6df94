/** Telephone numbers. The numbering plans are heavy: they come with the first control that needs them. */
import type { AsYouType, CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

interface Plans {
  readonly AsYouType: typeof AsYouType;
  readonly parsePhoneNumberFromString: typeof parsePhoneNumberFromString;
  readonly isSupportedCountry: (country: string) => country is CountryCode;
}

/** Plus, country and number: at most fifteen digits (ITU-T E.164). */
const INTERNATIONAL = /^\+[1-9]\d{3,14}$/;
/** What people put between digits, and what begins an international number. */
const TYPED = /^[\d\s().+/-]*$/;

let plans: Plans | undefined;

/** Loads the numbering plans once; before that only the form of a number is known. */
export async function loadPlans(): Promise<void> {
  plans ??= await import("libphonenumber-js/min");
}

/** Whether a text is a number as it is stored: international, and of a plan as far as plans are known. */
export function isPhoneNumber(text: string): boolean {
  return INTERNATIONAL.test(text) && (plans?.parsePhoneNumberFromString(text)?.isValid() ?? plans === undefined);
}

function countryOf(country: string | undefined): CountryCode | undefined {
  const code = country?.trim().toUpperCase() ?? "";
  return plans?.isSupportedCountry(code) ? code : undefined;
}

/** What is stored for a typed text: the international form of a number, any other text as it was typed. */
export function storedNumber(typed: string, country: string | undefined): string | null {
  const text = typed.trim();
  if (text === "") return null;
  const number = TYPED.test(text) ? plans?.parsePhoneNumberFromString(text, countryOf(country)) : undefined;
  return number?.isValid() && !number.ext ? number.number : text;
}

/** The text with the spaces and brackets of its plan, as far as it goes. */
export function formatTyped(typed: string, country: string | undefined): string {
  if (!plans || !TYPED.test(typed)) return typed;
  return new plans.AsYouType(countryOf(country)).input(typed);
}

/** A stored number as people read it; what is none stays as it is. */
export function shownNumber(stored: string): string {
  return (isPhoneNumber(stored) && plans?.parsePhoneNumberFromString(stored)?.formatInternational()) || stored;
}
