/** The settings a property has besides the common ones, by its type. */

import type { Property, PropertyEdit } from "@aqtra/model";
import { ITEM_TYPES } from "@aqtra/model";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { useComponentChoices } from "../fields";
import { ChoiceControl, TextControl } from "./editors/controls";
import type { Reading } from "./editors/controls";
import { readDecimal, readWhole } from "./editors/numbers";
import { EnumSettings } from "./enum-settings";
import { instantText, readDate, readInstant, readTime, withinOrder } from "./limits";
import { Group, Row } from "./rows";

interface TypeSettingsProps {
  property: Property;
  edit: (change: PropertyEdit, merge?: string) => void;
  setting: string | null;
}

export function TypeSettings({ property, edit, setting }: TypeSettingsProps) {
  const { t } = useTranslation("editor");
  if (property.type === "boolean" || property.type === "uri") return null;
  return (
    <Group id="property.own" title={t(`types.${property.type}`)}>
      <OwnSettings property={property} edit={edit} setting={setting} />
    </Group>
  );
}

function OwnSettings({ property, edit, setting }: TypeSettingsProps) {
  switch (property.type) {
    case "string":
      return (
        <EnumSettings property={property} edit={edit} focused={setting === "enum"}>
          <Limits property={property} edit={edit} low="min_length" high="max_length" read={readLength} compare={byNumber} />
        </EnumSettings>
      );
    case "integer":
      return (
        <EnumSettings property={property} edit={edit} focused={setting === "enum"}>
          <Limits property={property} edit={edit} low="minimum" high="maximum" read={readWhole} compare={byNumber} />
        </EnumSettings>
      );
    case "number":
      return <Limits property={property} edit={edit} low="minimum" high="maximum" read={readDecimal} compare={byNumber} />;
    case "datetime":
      return <Limits property={property} edit={edit} low="min_date" high="max_date" read={readInstant} show={instantText} placeholder="2026-01-31 09:00" compare={byText} />;
    case "date":
      return <Limits property={property} edit={edit} low="min_date" high="max_date" read={readDate} placeholder="2026-01-31" compare={byText} />;
    case "time":
      return <Limits property={property} edit={edit} low="min_time" high="max_time" read={readTime} placeholder="09:00" compare={byText} />;
    case "array":
      return (
        <>
          <Items property={property} edit={edit} />
          {property.items === null && <Target property={property} edit={edit} focused={setting === "component"} />}
        </>
      );
    case "catalog":
      return <Target property={property} edit={edit} focused={setting === "component"} />;
    case "file":
      return <FileSettings property={property} edit={edit} />;
    default:
      return null;
  }
}

const readLength = (text: string): Reading<number | undefined> => {
  const reading = readWhole(text);
  return reading?.value !== undefined && reading.value < 0 ? null : reading;
};
const byNumber = (left: string, right: string): number => Number(left) - Number(right);
const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

interface LimitsProps {
  property: Property;
  edit: TypeSettingsProps["edit"];
  low: string;
  high: string;
  read: (text: string) => Reading<string | number | undefined>;
  show?: (value: string) => string;
  compare: (left: string, right: string) => number;
  placeholder?: string;
}

function Limits({ property, edit, low, high, read, show = (value) => value, compare, placeholder }: LimitsProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  const stored = property as unknown as Readonly<Record<string, string | number | null>>;
  const text = (limit: string): string => (stored[limit] === null || stored[limit] === undefined ? "" : String(stored[limit]));
  return [low, high].map((limit) => (
    <Row key={limit} label={t(`property.${limit}`)} htmlFor={`${id}${limit}`} about={t("property.limitAbout")}>
      <TextControl
        id={`${id}${limit}`}
        label={t(`property.${limit}`)}
        text={show(text(limit))}
        placeholder={placeholder ?? t("properties.none")}
        read={(typed) => withinOrder(read(typed), limit === low ? { high: text(high) } : { low: text(low) }, compare)}
        onChange={(value, merge) => edit({ [limit]: value ?? null }, `${merge}:${limit}`)}
      />
    </Row>
  ));
}

function Target({ property, edit, focused }: { property: Extract<Property, { component: string | null }>; edit: TypeSettingsProps["edit"]; focused: boolean }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const choices = useComponentChoices();
  const label = t(property.type === "array" ? "property.itemComponent" : "property.component");
  return (
    <Row label={label} htmlFor={id} about={t("property.componentAbout")} focused={focused} error={property.component ? null : t("property.componentMissing")}>
      <ChoiceControl
        id={id}
        label={label}
        value={property.component ?? ""}
        none={t("property.chooseComponent")}
        choices={choices.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(component) => edit({ component: component === "" ? null : component })}
      />
    </Row>
  );
}

/** References to entries, or values of one type: changing to values lets the component go. */
function Items({ property, edit }: { property: Extract<Property, { type: "array" }>; edit: TypeSettingsProps["edit"] }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const label = t("property.items");
  return (
    <Row label={label} htmlFor={id} about={t("property.itemsAbout")}>
      <ChoiceControl
        id={id}
        label={label}
        value={property.items ?? ""}
        none={t("property.itemEntries")}
        choices={ITEM_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
        onChange={(chosen) => edit(chosen === "" ? { items: null } : { items: chosen, component: null })}
      />
    </Row>
  );
}

const readSizeLimit = (text: string): Reading<number | undefined> => {
  const reading = readWhole(text);
  return reading?.value !== undefined && reading.value < 1 ? null : reading;
};

function FileSettings({ property, edit }: { property: Extract<Property, { type: "file" }>; edit: TypeSettingsProps["edit"] }) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <>
      <Row label={t("property.file_types")} htmlFor={`${id}types`} about={t("property.fileTypesAbout")}>
        <TextControl id={`${id}types`} label={t("property.file_types")} text={property.file_types} placeholder=".jpg, image/*" read={(text) => ({ value: text })} onChange={(file_types, merge) => edit({ file_types }, merge)} />
      </Row>
      <Row label={t("property.max_file_size")} htmlFor={`${id}size`} about={t("property.maxFileSizeAbout")}>
        <TextControl id={`${id}size`} label={t("property.max_file_size")} text={property.max_file_size === null ? "" : String(property.max_file_size)} placeholder={t("properties.none")} read={readSizeLimit} onChange={(size, merge) => edit({ max_file_size: size ?? null }, merge)} />
      </Row>
    </>
  );
}
