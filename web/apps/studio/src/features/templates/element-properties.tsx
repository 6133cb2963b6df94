import { Box, Divider } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { Content, Element } from "./api";
import { CheckBoxFields, LineFields, PageInfoFields, QrCodeFields, ShapeFields, SignatureFields, TextFields } from "./element-fields";
import { ExpressionInput, NumberInput, TextInput } from "./fields";
import type { Scope } from "./model-paths";
import { PanelFields } from "./panel-fields";
import { PictureFields } from "./picture-fields";
import { RichTextFields } from "./rich-text-fields";
import { TableFields } from "./table-fields";

export interface ElementFieldsProps<Shown extends Element> {
  element: Shown;
  content: Content;
  /** Of the band around it; empty where there are no rows. */
  array: string;
  scope: Scope;
  /** `about`: changes of the same setting are taken back together; empty is a step of its own. */
  onChange: (element: Element, about: string) => void;
}

/** The settings of one element, and those that all have. */
export function ElementProperties(props: ElementFieldsProps<Element>) {
  const { t } = useTranslation("templates");
  const { element, scope, onChange } = props;
  const set = (change: Partial<Element>, about = ""): void => onChange({ ...element, ...change } as Element, about);
  return (
    <Box sx={{ p: 4, display: "grid", gap: 4, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <KindFields {...props} />
      {element.kind !== "page_break" && <Divider />}
      <TextInput id="element-name" label={t("fields.name")} hint={t("fields.nameHint")} maxLength={100} required value={element.name} onChange={(name) => set({ name }, "name")} />
      <ExpressionInput id="element-shown" label={t("fields.shownWhen")} hint={t("fields.shownWhenHint")} paths={scope.values} value={element.shown_when} onChange={(value) => set({ shown_when: value }, "shown")} />
      {element.kind !== "page_break" && (
        <NumberInput id="element-space" label={t("fields.spaceAfter")} unit="mm" step={0.5} value={element.space_after} onChange={(value) => set({ space_after: value }, "space")} />
      )}
    </Box>
  );
}

function KindFields({ element, ...props }: ElementFieldsProps<Element>) {
  switch (element.kind) {
    case "text":
      return <TextFields element={element} {...props} />;
    case "rich_text":
      return <RichTextFields element={element} {...props} />;
    case "table":
      return <TableFields element={element} {...props} />;
    case "panel":
      return <PanelFields element={element} {...props} />;
    case "picture":
      return <PictureFields element={element} {...props} />;
    case "qr_code":
      return <QrCodeFields element={element} {...props} />;
    case "check_box":
      return <CheckBoxFields element={element} {...props} />;
    case "line":
      return <LineFields element={element} {...props} />;
    case "shape":
      return <ShapeFields element={element} {...props} />;
    case "signature":
      return <SignatureFields element={element} {...props} />;
    case "page_info":
      return <PageInfoFields element={element} {...props} />;
    case "page_break":
      return null;
  }
}
