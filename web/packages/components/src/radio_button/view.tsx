import type { ViewProps } from "../define";
import { EnumPicker } from "../select/enum-picker";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import { useOptionFilter } from "../shared/use-option-filter";
import { EntryRadios } from "./entry-radios";
import type { radioButtonSettings } from "./index";
import { MOST_OPTIONS } from "./options";
import { RadioOptions } from "./radio-options";

/** All options of the bound property as one group; too many of them become a list that drops down. */
export function RadioButtonView({ node, settings, field, runtime, design }: ViewProps<typeof radioButtonSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const property = field?.property;
  const filter = useOptionFilter(property?.component ?? undefined, settings, runtime);
  const pick = (value: unknown) => {
    control.change(value);
    control.commit(value);
  };
  const shared = { control, orientation: settings.orientation, onPick: pick };
  if (property?.component) {
    return <EntryRadios {...shared} component={property.component} filter={filter} property={property} runtime={runtime} design={design} />;
  }
  const options = property?.enum ?? [];
  if (options.length > MOST_OPTIONS) {
    return (
      <FieldFrame control={control}>
        <EnumPicker options={options} control={control} searchable onPick={pick} design={design} />
      </FieldFrame>
    );
  }
  const named = options.map(({ value, title }) => ({ key: String(value), value, title: title || String(value) }));
  return <RadioOptions {...shared} options={named} chosen={String(control.value ?? "")} />;
}
