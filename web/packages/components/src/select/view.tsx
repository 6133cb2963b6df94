import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import { EntryPicker } from "./entry-picker";
import { EnumPicker } from "./enum-picker";
import type { selectSettings } from "./index";
import { useOptionFilter } from "../shared/use-option-filter";

/** Enum titles in declared order, or the entries of the referenced component by name. */
export function SelectView({ node, settings, field, runtime, design }: ViewProps<typeof selectSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const property = field?.property;
  const filter = useOptionFilter(property?.component ?? undefined, settings, runtime);
  const pick = (value: unknown) => {
    control.change(value);
    control.commit(value);
  };
  return (
    <FieldFrame control={control}>
      {property?.component ? (
        <EntryPicker component={property.component} filter={filter} control={control} property={property} runtime={runtime} onPick={pick} />
      ) : (
        <EnumPicker options={property?.enum ?? []} control={control} searchable={settings.show_filter} onPick={pick} design={design} />
      )}
    </FieldFrame>
  );
}
