import type { ViewProps } from "../define";
import type { FieldProperty } from "../model";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import { useOptionFilter } from "../shared/use-option-filter";
import { EntriesPicker } from "./entries-picker";
import type { multiselectSettings } from "./index";

/** Until it is bound nothing is offered. */
const UNBOUND: FieldProperty = { name: "", title: "", type: "array" };

/** Several entries of the referenced component, each a chip. */
export function MultiselectView({ node, settings, field, runtime }: ViewProps<typeof multiselectSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const property = field?.property ?? UNBOUND;
  const filter = useOptionFilter(property.component ?? undefined, settings, runtime);
  return (
    <FieldFrame control={control}>
      <EntriesPicker
        component={property.component ?? undefined}
        filter={filter}
        control={control}
        property={property}
        runtime={runtime}
        onPick={(value) => {
          control.change(value);
          control.commit(value);
        }}
      />
    </FieldFrame>
  );
}
