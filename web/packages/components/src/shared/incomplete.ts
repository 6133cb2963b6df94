/**
 * Stands for a value that is not there in full yet: a date of which only a part has been typed, a file that is being
 * sent. Never valid, so it is refused and never lost silently.
 */
export const INCOMPLETE = "incomplete";
