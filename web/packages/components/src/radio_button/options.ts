/** More than these nobody takes in at a glance. */
export const MOST_OPTIONS = 100;

export interface RadioOption {
  readonly key: string;
  readonly value: unknown;
  readonly title: string;
}
