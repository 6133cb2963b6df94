const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const STEP = 1024;

/** A size in bytes as people read it: `1.5 MB`. */
export function fileSize(bytes: number, locale: string): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= STEP && unit < UNITS.length - 1) {
    amount /= STEP;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 100 ? 0 : 1;
  const style = { style: "unit", unit: UNITS[unit], unitDisplay: unit === 0 ? "long" : "short", maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, style).format(amount);
}
