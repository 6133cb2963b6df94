import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import { Notice } from "@aqtra/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProperty, Reference } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { EntryPicker } from "../select/entry-picker";
import { referenceText } from "../shared/reference";
import { FieldFrame } from "../shared/field-frame";
import { useNamed } from "../shared/use-entry-picker";
import { MOST_OPTIONS } from "./options";
import { type RadioGroupSettings, RadioOptions } from "./radio-options";

interface EntryRadiosProps extends RadioGroupSettings {
  component: string;
  filter: string | null | undefined;
  property: FieldProperty;
  runtime: RuntimeApi;
  design: boolean;
}

/** The entries of the referenced component by name. One that is stored shows even when the filter no longer offers it. */
export function EntryRadios({ component, filter, property, runtime, design, ...group }: EntryRadiosProps) {
  const { t } = useTranslation("components");
  const { control, onPick } = group;
  // One more than is shown tells whether there are too many.
  const found = runtime.useEntries(filter === null ? null : { component, filter, orderby: "name,id", select: ["name"], top: MOST_OPTIONS + 1 });
  const stored = useMemo(() => [control.value], [control.value]);
  const [chosen] = useNamed(component, stored, runtime);

  if (found.rows.length > MOST_OPTIONS) {
    return (
      <FieldFrame control={control}>
        <EntryPicker component={component} filter={filter} control={control} property={property} runtime={runtime} onPick={onPick} />
      </FieldFrame>
    );
  }
  const offered = found.rows.map((row): Reference => ({ id: row.id, name: row.name }));
  const shown = chosen && !offered.some(({ id }) => id === chosen.id) ? [...offered, chosen] : offered;
  const options = shown.map((value) => ({ key: String(value.id), value, title: referenceText(value, property) }));
  const instead = design ? (
    <Samples />
  ) : (found.status === "loading" || filter === null) && options.length === 0 ? (
    <Samples />
  ) : found.failure ? (
    <Notice tone="error" action={<Button size="small" onClick={found.refresh}>{t("retry")}</Button>}>
      {found.failure.message}
    </Notice>
  ) : undefined;
  return (
    <RadioOptions {...group} options={options} chosen={chosen ? String(chosen.id) : ""}>
      {instead}
    </RadioOptions>
  );
}

/** Stand where the options will be, and on the canvas where there are none. */
function Samples() {
  return [72, 96, 56].map((width) => <Skeleton key={width} variant="text" width={width} height={34} aria-hidden />);
}
