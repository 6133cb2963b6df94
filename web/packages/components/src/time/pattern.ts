const DEFAULT_STEP = 5;
const LARGEST_STEP = 60;
const TOKENS = { hours: /[Hh]/, minutes: /m/, seconds: /s/ } as const;
type TimeView = keyof typeof TOKENS;

/** What a pattern asks of the picker: its columns, and whether the day has twice twelve hours. The locale decides without one. */
export function partsOf(pattern: string): { views?: readonly TimeView[]; ampm?: boolean } {
  const tokens = pattern.replace(/'[^']*'/g, "");
  const views = (Object.keys(TOKENS) as TimeView[]).filter((view) => TOKENS[view].test(tokens));
  return views.length > 0 ? { views, ampm: /[ht]/.test(tokens) } : {};
}

/** A step in minutes by which the picker can list them. */
export function pickerStep(step: number): number {
  return Number.isInteger(step) && step >= 1 && step <= LARGEST_STEP ? step : DEFAULT_STEP;
}
