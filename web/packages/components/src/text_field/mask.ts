/**
 * Positional masks: 0 digit, A letter, * letter or digit, \ takes the next character as it is; anything
 * else stands for itself and is filled in while typing.
 */
interface Slot {
  literal: boolean;
  char: string;
}

function parse(mask: string): Slot[] {
  const slots: Slot[] = [];
  for (let index = 0; index < mask.length; index += 1) {
    const char = mask.charAt(index);
    if (char === "\\" && index + 1 < mask.length) {
      index += 1;
      slots.push({ literal: true, char: mask.charAt(index) });
    } else {
      slots.push({ literal: !"0A*".includes(char), char });
    }
  }
  return slots;
}

const ACCEPTS: Record<string, RegExp> = { "0": /\d/u, A: /\p{L}/u, "*": /[\p{L}\d]/u };

/** What was typed, forced into the mask: literals are inserted, characters that do not fit are dropped. */
export function applyMask(mask: string, typed: string): string {
  const rest = [...typed];
  let result = "";
  for (const slot of parse(mask)) {
    if (slot.literal) {
      if (rest.length === 0) break;
      result += slot.char;
      if (rest[0] === slot.char) rest.shift();
      continue;
    }
    while (rest.length > 0 && !ACCEPTS[slot.char]?.test(rest[0] ?? "")) rest.shift();
    const next = rest.shift();
    if (next === undefined) break;
    result += next;
  }
  return result;
}

/** Does the whole text follow the mask? An unreadable regular expression forbids nothing. */
export function followsMask(mask: string, isRegularExpression: boolean, text: string): boolean {
  if (!isRegularExpression) return applyMask(mask, text) === text && text.length === parse(mask).length;
  try {
    return new RegExp(`^(?:${mask})$`, "u").test(text);
  } catch {
    return true;
  }
}
