import type { LibraryFile } from "@aqtra/api";
import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useListLibraryFilesQuery } from "./api";
import type { ElementOf } from "./api";
import type { ElementFieldsProps } from "./element-properties";
import { ExpressionInput, NumberInput, Pair, TextInput } from "./fields";
import { AlignButtons } from "./style-fields";

const PICTURES = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);
const NONE: LibraryFile[] = [];

/** A file of the library, or a picture that the data bring. */
export function PictureFields({ element, scope, onChange }: ElementFieldsProps<ElementOf<"picture">>) {
  const { t } = useTranslation("templates");
  const { data, isLoading } = useListLibraryFilesQuery({ $top: 100, $orderby: "created_at desc" });
  const pictures = data?.value.filter((file) => PICTURES.has(file.content_type)) ?? NONE;
  const names = new Map(pictures.map(({ id, name }) => [id, name]));
  return (
    <>
      <Autocomplete
        id="picture-file"
        options={element.file && !names.has(element.file) ? [element.file, ...names.keys()] : [...names.keys()]}
        value={element.file}
        loading={isLoading}
        getOptionLabel={(id) => names.get(id) ?? id}
        noOptionsText={t("picture.none")}
        onChange={(_, file) => onChange({ ...element, file }, "")}
        renderInput={(params) => <TextField {...params} label={t("picture.file")} helperText={t("picture.fileHint")} />}
      />
      {element.file === null && (
        <ExpressionInput id="picture-value" label={t("picture.value")} hint={t("picture.valueHint")} paths={scope.values} value={element.value} onChange={(value) => onChange({ ...element, value }, "value")} />
      )}
      <Pair>
        <NumberInput id="picture-width" label={t("fields.width")} unit="mm" min={1} optional value={element.width} onChange={(width) => onChange({ ...element, width }, "width")} />
        <NumberInput id="picture-height" label={t("fields.height")} unit="mm" min={1} optional value={element.height} onChange={(height) => onChange({ ...element, height }, "height")} />
      </Pair>
      <AlignButtons value={element.align} onChange={(align) => onChange({ ...element, align }, "")} />
      <TextInput id="picture-description" label={t("picture.description")} hint={t("picture.descriptionHint")} value={element.description} onChange={(description) => onChange({ ...element, description }, "description")} />
    </>
  );
}
