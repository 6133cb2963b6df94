/** Settings of one property of the object model: the common ones and those of its type. */

import type { Property, PropertyEdit, PropertyType } from "@aqtra/model";
import { PROPERTY_TYPES, canBeEncrypted, editProperty, propertyNameProblem, renameProperty } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { TypeIcon } from "../model-tree/type-icon";
import { useDocument, useEditorDispatch, useRun, useSession, viewChanged } from "../state";
import { BoolControl, ChoiceControl, CommitControl, TextControl } from "./editors/controls";
import { Group, Row } from "./rows";
import { TypeSettings } from "./type-settings";

export function PropertySettings({ property }: { property: Property }) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  return (
    <>
      <Box sx={{ flex: "none", px: 3, py: 3, display: "flex", alignItems: "center", gap: 2 }}>
        <Box sx={{ flex: "none", display: "grid", placeItems: "center", width: 28, height: 28, borderRadius: 1, bgcolor: "tone.accent", color: "primary.main" }}>
          <TypeIcon type={property.type} size={16} />
        </Box>
        <Box sx={{ minWidth: 0, flex: "1 1 0" }}>
          <Typography component="h2" variant="h5" noWrap>{property.name}</Typography>
          <Typography variant="caption" color="textSecondary">{t("property.heading")}</Typography>
        </Box>
        <ActionIcon icon={X} size="small" name={t("property.close")} onClick={() => dispatch(viewChanged({ property: null }))} />
      </Box>
      <Box sx={{ flex: "1 1 0", overflow: "auto", pb: 6 }}>
        <Fields key={property.id} property={property} />
      </Box>
    </>
  );
}

const FLAGS = ["required", "primary_key", "query", "virtual", "restrict_access", "encrypted"] as const;

function Fields({ property }: { property: Property }) {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const run = useRun();
  const id = useId();
  const setting = useSession((session) => session.view.setting);
  const [problem, setProblem] = useState<string | null>(null);
  const edit = (change: PropertyEdit, merge?: string): void => {
    run(editProperty(property.id, change, merge));
  };
  const explain = (name: string): string | null => {
    const found = propertyNameProblem(document, property.id, name);
    return found && t(`names.${found}`);
  };
  return (
    <>
      <Group id="property.common" title={t("property.common")}>
        <Row label={t("property.name")} htmlFor={`${id}name`} about={t("property.nameAbout")} error={problem} errorId={`${id}error`} focused={setting === "name"}>
          <CommitControl
            id={`${id}name`}
            label={t("property.name")}
            text={property.name}
            mono
            problem={explain}
            onProblem={setProblem}
            describedBy={`${id}error`}
            onCommit={(name) => run(renameProperty(property.id, name))}
          />
        </Row>
        <Row label={t("property.title")} htmlFor={`${id}title`} about={t("property.titleAbout")}>
          <TextControl id={`${id}title`} label={t("property.title")} text={property.title} placeholder={property.name} read={(text) => ({ value: text })} onChange={(title, merge) => edit({ title }, merge)} />
        </Row>
        <Row label={t("property.type")} htmlFor={`${id}type`} about={t("property.typeAbout")}>
          <ChoiceControl
            id={`${id}type`}
            label={t("property.type")}
            value={property.type}
            choices={PROPERTY_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
            onChange={(type) => edit({ type: type as PropertyType })}
          />
        </Row>
        {FLAGS.filter((flag) => flag !== "encrypted" || canBeEncrypted(property.type)).map((flag) => (
          <Row key={flag} label={t(`property.${flag}`)} htmlFor={`${id}${flag}`} about={t(`property.${flag}About`)} focused={setting === flag}>
            <BoolControl id={`${id}${flag}`} label={t(`property.${flag}`)} value={property[flag]} onChange={(value) => edit({ [flag]: value })} />
          </Row>
        ))}
      </Group>
      <TypeSettings property={property} edit={edit} setting={setting} />
    </>
  );
}
