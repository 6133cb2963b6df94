import type { Property, PropertyEdit } from "@aqtra/model";
import { formatEnum, parseEnum } from "@aqtra/model";
import { InputBase } from "@mui/material";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { BoolControl } from "./editors/controls";
import { Row } from "./rows";

interface EnumSettingsProps {
  property: Extract<Property, { type: "string" | "integer" }>;
  edit: (change: PropertyEdit, merge?: string) => void;
  focused: boolean;
  /** Limits, which an enumeration does without. */
  children: ReactNode;
}

/** Enum with its values, one `value|title` per line. Values that cannot be read are kept in the editor, marked. */
export function EnumSettings({ property, edit, focused, children }: EnumSettingsProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  // On, but without values yet: an enumeration without values cannot be stored.
  const [isStarted, setStarted] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const isOn = property.enum !== null || isStarted;
  const text = typed ?? (property.enum ? formatEnum(property.enum) : "");
  const { problem } = parseEnum(text, property.type);
  const turn = (on: boolean): void => {
    setStarted(on);
    setTyped(null);
    if (!on) edit({ enum: null });
  };
  const type = (next: string): void => {
    setTyped(next);
    const { values } = parseEnum(next, property.type);
    if (!values) return;
    const limits = property.type === "string" ? { min_length: null, max_length: null } : { minimum: null, maximum: null };
    edit({ enum: values, ...limits }, `enum${id}`);
  };
  return (
    <>
      <Row label={t("property.enum")} htmlFor={`${id}on`} about={t("property.enumAbout")}>
        <BoolControl id={`${id}on`} label={t("property.enum")} value={isOn} onChange={turn} />
      </Row>
      {isOn && (
        <Row
          label={t("property.values")}
          htmlFor={id}
          about={t("property.valuesAbout")}
          stacked
          focused={focused}
          error={problem && (typed !== null || !property.enum) ? t(`property.enumProblem.${problem.rule}`, { ...problem }) : null}
          errorId={`${id}error`}
        >
          <InputBase
            id={id}
            multiline
            fullWidth
            minRows={4}
            maxRows={14}
            value={text}
            error={problem !== null}
            placeholder={property.type === "integer" ? "0|Under Review\n1|Paid" : "new|New\npaid|Paid"}
            onChange={(event) => type(event.target.value)}
            onBlur={() => problem === null && setTyped(null)}
            inputProps={{ "aria-label": t("property.values"), "aria-describedby": `${id}error`, "aria-invalid": problem !== null, spellCheck: false }}
            sx={{
              px: 2,
              py: 1,
              border: 1,
              borderColor: problem && text !== "" ? "error.main" : "divider",
              borderRadius: "6px",
              bgcolor: "background.paper",
              fontFamily: "monospace",
              fontSize: 12,
              "&.Mui-focused": { borderColor: "primary.main" },
            }}
          />
        </Row>
      )}
      {!isOn && children}
    </>
  );
}
