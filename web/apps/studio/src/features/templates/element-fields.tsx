/** Settings of the elements that have few. */

import { useTranslation } from "react-i18next";

import type { ElementOf } from "./api";
import type { ElementFieldsProps } from "./element-properties";
import { Choice, ColorInput, ExpressionInput, NumberInput, Pair, TextInput } from "./fields";
import { AlignButtons, StyleFields } from "./style-fields";

export function TextFields({ element, scope, onChange }: ElementFieldsProps<ElementOf<"text">>) {
  const { t } = useTranslation("templates");
  return (
    <>
      <ExpressionInput id="text-text" label={t("text.text")} hint={t("text.hint")} isText lines={4} paths={scope.values} value={element.text} onChange={(text) => onChange({ ...element, text }, "text")} />
      <StyleFields style={element.style} onChange={(style, about) => onChange({ ...element, style }, about)} />
    </>
  );
}

export function CheckBoxFields({ element, scope, onChange }: ElementFieldsProps<ElementOf<"check_box">>) {
  const { t } = useTranslation("templates");
  return (
    <>
      <ExpressionInput id="check-value" label={t("checkBox.value")} hint={t("checkBox.hint")} required paths={scope.values} value={element.value} onChange={(value) => onChange({ ...element, value }, "value")} />
      <ExpressionInput id="check-label" label={t("fields.label")} isText paths={scope.values} value={element.label} onChange={(label) => onChange({ ...element, label }, "label")} />
      <StyleFields style={element.style} onChange={(style, about) => onChange({ ...element, style }, about)} />
    </>
  );
}

export function QrCodeFields({ element, scope, onChange }: ElementFieldsProps<ElementOf<"qr_code">>) {
  const { t } = useTranslation("templates");
  return (
    <>
      <ExpressionInput id="qr-value" label={t("qrCode.value")} hint={t("qrCode.hint")} paths={scope.values} value={element.value} onChange={(value) => onChange({ ...element, value }, "value")} />
      <Pair>
        <NumberInput id="qr-width" label={t("fields.width")} unit="mm" min={5} max={200} value={element.width} onChange={(width) => onChange({ ...element, width }, "width")} />
        <Choice id="qr-correction" label={t("qrCode.correction")} value={element.error_correction} choices={["L", "M", "Q", "H"]} name={(level) => t(`qrCode.levels.${level}`)} onChange={(level) => onChange({ ...element, error_correction: level }, "")} />
      </Pair>
      <AlignButtons value={element.align} onChange={(align) => onChange({ ...element, align }, "")} />
    </>
  );
}

export function LineFields({ element, onChange }: ElementFieldsProps<ElementOf<"line">>) {
  const { t } = useTranslation("templates");
  return (
    <Pair>
      <NumberInput id="line-thickness" label={t("line.thickness")} unit="pt" min={0.25} max={20} step={0.25} value={element.thickness} onChange={(thickness) => onChange({ ...element, thickness }, "thickness")} />
      <ColorInput id="line-color" label={t("style.color")} optional={false} value={element.color} onChange={(color) => onChange({ ...element, color }, "color")} />
    </Pair>
  );
}

export function ShapeFields({ element, onChange }: ElementFieldsProps<ElementOf<"shape">>) {
  const { t } = useTranslation("templates");
  return (
    <>
      <Choice id="shape-shape" label={t("shape.shape")} value={element.shape} choices={["rectangle", "rounded", "ellipse"]} name={(shape) => t(`shape.${shape}`)} onChange={(shape) => onChange({ ...element, shape }, "")} />
      <Pair>
        <NumberInput id="shape-width" label={t("fields.width")} unit="mm" value={element.width} onChange={(width) => onChange({ ...element, width }, "width")} />
        <NumberInput id="shape-height" label={t("fields.height")} unit="mm" value={element.height} onChange={(height) => onChange({ ...element, height }, "height")} />
      </Pair>
      <Pair>
        <ColorInput id="shape-fill" label={t("shape.fill")} value={element.fill} onChange={(fill) => onChange({ ...element, fill }, "fill")} />
        <ColorInput id="shape-stroke" label={t("shape.stroke")} value={element.stroke} onChange={(stroke) => onChange({ ...element, stroke }, "stroke")} />
      </Pair>
      <AlignButtons value={element.align} onChange={(align) => onChange({ ...element, align }, "")} />
    </>
  );
}

export function SignatureFields({ element, scope, onChange }: ElementFieldsProps<ElementOf<"signature">>) {
  const { t } = useTranslation("templates");
  return (
    <>
      <ExpressionInput id="signature-label" label={t("fields.label")} hint={t("signature.hint")} isText paths={scope.values} value={element.label} onChange={(label) => onChange({ ...element, label }, "label")} />
      <NumberInput id="signature-width" label={t("fields.width")} unit="mm" min={10} value={element.width} onChange={(width) => onChange({ ...element, width }, "width")} />
      <AlignButtons value={element.align} onChange={(align) => onChange({ ...element, align }, "")} />
    </>
  );
}

export function PageInfoFields({ element, onChange }: ElementFieldsProps<ElementOf<"page_info">>) {
  const { t } = useTranslation("templates");
  return (
    <>
      <Choice
        id="info-info"
        label={t("pageInfo.info")}
        value={element.info}
        choices={["page_of_pages", "page", "date", "datetime", "title"]}
        name={(info) => t(`pageInfo.${info}`)}
        onChange={(info) => onChange({ ...element, info }, "")}
      />
      <TextInput id="info-prefix" label={t("pageInfo.prefix")} value={element.prefix} onChange={(prefix) => onChange({ ...element, prefix }, "prefix")} />
      <StyleFields style={element.style} onChange={(style, about) => onChange({ ...element, style }, about)} />
    </>
  );
}
