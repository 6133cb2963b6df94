/** Properties of the selected element, drawn from the declaration of its kind. */

import { definitionOf } from "@aqtra/components";
import type { Element, Json } from "@aqtra/model";
import { elementNameProblem, findElement, renameElement } from "@aqtra/model";
import { EmptyState, Notice } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { MousePointer2 } from "lucide-react";
import { memo, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useDocument, useLatestDocument, useRun, useSelectedElement, useSession } from "../state";
import { CommitControl } from "./editors/controls";
import { EDITORS, STACKED } from "./editors";
import { changedCount, groupsOf } from "./layout";
import type { SettingRow } from "./layout";
import { PageName } from "./page-name";
import { Group, Row } from "./rows";
import { SearchField } from "./search-field";
import { isResettable, settingCommand } from "./setting-command";

export function ElementProperties() {
  const { t } = useTranslation("editor");
  const element = useSelectedElement();
  if (!element) return <EmptyState compact icon={MousePointer2} title={t("properties.nothing")} text={t("properties.nothingText")} />;
  // By kind: going to another element of the same kind keeps the rows, the search and the place.
  return <PropertiesOf key={element.kind} element={element} />;
}

function PropertiesOf({ element }: { element: Element }) {
  const { t } = useTranslation("editor");
  const [words, setWords] = useState("");
  const setting = useSession((session) => session.view.setting);
  const definition = definitionOf(element.kind);
  const groups = groupsOf(element, words);
  const Icon = definition?.icon;
  return (
    <>
      <Box sx={{ flex: "none", px: 3, pt: 3, display: "flex", alignItems: "center", gap: 2 }}>
        {Icon && (
          <Box sx={{ flex: "none", display: "grid", placeItems: "center", width: 28, height: 28, borderRadius: 1, bgcolor: "tone.accent", color: "primary.main" }}>
            <Icon size={16} aria-hidden />
          </Box>
        )}
        <Box sx={{ minWidth: 0 }}>
          <Typography component="h2" variant="h5" noWrap>{definition?.title ?? element.kind}</Typography>
          <Typography variant="caption" color="textSecondary" component="p" noWrap title={definition?.purpose}>{definition?.purpose}</Typography>
        </Box>
      </Box>
      <SearchField label={t("properties.search")} value={words} onChange={setWords} />
      <Box sx={{ flex: "1 1 0", overflow: "auto", pb: 6 }}>
        {!definition && <Box sx={{ p: 3 }}><Notice tone="warning">{t("properties.unknownKind", { kind: element.kind })}</Notice></Box>}
        {words === "" && (element.kind === "page" ? <PageName page={element} /> : <ElementName element={element} />)}
        {words !== "" && groups.length === 0 && <EmptyState compact title={t("properties.notFound")} />}
        {groups.map((group) =>
          group.panel === "header" ? (
            <Box key={group.panel} sx={{ pb: 2 }}>{group.rows.map((row) => <Setting key={row.setting} element={element} row={row} />)}</Box>
          ) : (
            <Group
              key={group.panel}
              id={group.panel}
              title={t(`panels.${group.panel}`)}
              changed={changedCount(element, group)}
              forced={words !== "" || group.rows.some((row) => row.setting === setting)}
            >
              {group.rows.map((row) => (
                <Setting key={row.setting} element={element} row={row} />
              ))}
            </Group>
          ),
        )}
      </Box>
    </>
  );
}

function ElementName({ element }: { element: Element }) {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const run = useRun();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const explain = (name: string): string | null => {
    const found = elementNameProblem(document, element.name, name);
    return found && t(`names.${found}`);
  };
  return (
    <Row label={t("properties.name")} htmlFor={id} about={t("properties.nameAbout")} error={problem} errorId={`${id}-error`}>
      <CommitControl
        id={id}
        label={t("properties.name")}
        text={element.name}
        mono
        problem={explain}
        onProblem={setProblem}
        describedBy={`${id}-error`}
        onCommit={(name) => run(renameElement(element.id, name))}
      />
    </Row>
  );
}

interface SettingProps {
  element: Element;
  row: SettingRow;
}

/** Settings that editors of other settings look at: where data comes from and what a click does. */
const LOOKED_AT = ["binding", "component", "data_object", "data_model_source", "target_component", "command_type", "column"];

/** While one setting is typed, the others of the pane stay as they are. */
const Setting = memo(SettingRowOf, (before, after) => {
  const { setting, spec } = after.row;
  if (before.row.setting !== setting || before.row.spec !== spec || before.element.id !== after.element.id) return false;
  return [setting, ...LOOKED_AT].every((member) => before.element.settings[member] === after.element.settings[member]);
});

function SettingRowOf({ element, row: { setting, spec } }: SettingProps) {
  const { t } = useTranslation("editor");
  const run = useRun();
  const id = useId();
  const focused = useSession((session) => session.view.setting === setting);
  const latest = useLatestDocument();
  const [refused, setRefused] = useState(false);
  const Editor = EDITORS[spec.type];
  if (!Editor) return null;
  const value = element.settings[setting];
  const store = (next: Json | undefined, merge?: string): void => {
    // What stands in the element may have changed since this row was drawn.
    const document = latest();
    const now = (document && findElement(document, element.id)?.element) ?? element;
    const command = settingCommand(now, setting, next, merge);
    setRefused(command === "cells_filled");
    if (command !== "cells_filled") run(command);
  };
  return (
    <Row
      label={spec.title}
      htmlFor={id}
      about={spec.about}
      changed={value !== undefined}
      onReset={isResettable(element, setting) ? () => store(undefined) : undefined}
      error={refused ? t("panelList.cellsFilled") : null}
      errorId={`${id}-error`}
      focused={focused}
      stacked={STACKED.has(spec.type)}
    >
      <Editor
        id={id}
        setting={setting}
        spec={spec}
        value={value}
        element={element}
        onChange={store}
      />
    </Row>
  );
}
