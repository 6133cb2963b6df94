/** Tabs and slides: a list of the panels an element arranges. They come, go and move together with their panels. */

import { definitionOf, itemTypes } from "@aqtra/components";
import type { SettingSpec } from "@aqtra/components";
import type { Element, JsonObject } from "@aqtra/model";
import { addPanel, changeSetting, findElement, identifierProblem, movePanel, randomIds, removePanel } from "@aqtra/model";
import { ConfirmDialog } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { selectElement, useEditorDispatch, useRun, useSession } from "../../state";
import { Row } from "../rows";
import { BoolEditor } from "./bool";
import { EditDialog } from "./edit-dialog";
import { LocalizedTextEditor } from "./localized-text";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { recordsOf, replacedAt, withMember } from "./record";
import { SortableList } from "./sortable-list";
import { TextEditor } from "./text";

/** Panels can change while the setting itself stays: the list looks at the element. */
function usePanels(id: string): readonly Element[] {
  return useSession(({ history }) => findElement(history.document, id)?.element.children ?? NONE);
}

const NONE: readonly Element[] = [];

export function TabsEditor({ setting, spec, value, element }: EditorProps) {
  const { t } = useTranslation("editor");
  const run = useRun();
  const [open, setOpen] = useState<number | null>(null);
  const panels = usePanels(element.id);
  const tabs = recordsOf(value);
  const edited = open === null ? undefined : tabs[open];
  const titles = panels.map((_, index) => titleOf(tabs[index]) || t("panelList.tab", { number: index + 1 }));
  return (
    <>
      <PanelList label={spec.title} element={element} panels={panels} titles={titles} add={t("panelList.addTab")} onOpen={setOpen} />
      {open !== null && edited && (
        <TabDialog
          tab={edited}
          taken={new Set(tabs.filter((_, index) => index !== open).map((tab) => textOf(tab["name"])))}
          element={element}
          onCancel={() => setOpen(null)}
          onOk={(tab) => {
            run(changeSetting(element.id, setting, replacedAt(tabs, open, tab)));
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

function titleOf(tab: JsonObject | undefined): string {
  const title = tab?.["title"];
  const text = typeof title === "object" && title !== null && !Array.isArray(title) ? (title as JsonObject) : {};
  return textOf(text["translation_value"]) || textOf(text["translation_key"]) || textOf(tab?.["name"]);
}

/** What stands in slots is put there on the canvas; slides are added here. */
export function SlotsEditor({ spec, element }: EditorProps) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const panels = usePanels(element.id);
  if (definitionOf(element.kind)?.holds !== "panels") {
    return <Typography variant="caption" color="textSecondary">{t("panelList.template")}</Typography>;
  }
  return (
    <PanelList
      label={spec.title}
      element={element}
      panels={panels}
      titles={panels.map((_, index) => t("panelList.slide", { number: index + 1 }))}
      add={t("panelList.addSlide")}
      onOpen={(index) => {
        const id = panels[index]?.id;
        if (id !== undefined) dispatch(selectElement(id));
      }}
    />
  );
}

interface PanelListProps {
  label: string;
  element: Element;
  panels: readonly Element[];
  titles: readonly string[];
  add: string;
  onOpen: (index: number) => void;
}

function PanelList({ label, element, panels, titles, add, onOpen }: PanelListProps) {
  const { t } = useTranslation("editor");
  const run = useRun();
  const [removing, setRemoving] = useState<number | null>(null);
  return (
    <Box sx={{ display: "grid", gap: 1 }}>
      <SortableList
        label={label}
        titles={titles}
        onOpen={onOpen}
        onMove={(from, to) => run(movePanel(element.id, from, to))}
        onRemove={(index) => {
          if (panels[index]?.children.length) setRemoving(index);
          else run(removePanel(element.id, index));
        }}
      />
      <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} onClick={() => run(addPanel(element.id, randomIds))} sx={{ justifySelf: "start" }}>
        {add}
      </Button>
      <ConfirmDialog
        open={removing !== null}
        title={t("panelList.removeTitle", { title: titles[removing ?? 0] ?? "" })}
        text={t("panelList.removeText")}
        confirmLabel={t("panelList.remove")}
        destructive
        onCancel={() => setRemoving(null)}
        onConfirm={() => {
          if (removing !== null) run(removePanel(element.id, removing));
          setRemoving(null);
        }}
      />
    </Box>
  );
}

interface TabDialogProps {
  tab: JsonObject;
  taken: ReadonlySet<string>;
  element: Element;
  onOk: (tab: JsonObject) => void;
  onCancel: () => void;
}

const EDITORS = { title: LocalizedTextEditor, name: TextEditor, visible: BoolEditor };

function TabDialog({ tab, taken, element, onOk, onCancel }: TabDialogProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  const [draft, setDraft] = useState(tab);
  const problem = identifierProblem(textOf(draft["name"]), taken);
  return (
    <EditDialog title={t("panelList.editTab", { title: titleOf(tab) })} problem={problem && t(`names.${problem}`)} onOk={() => onOk(draft)} onCancel={onCancel}>
      {(["title", "name", "visible"] as const).map((member) => {
        const field = itemTypes.tab_panel[member];
        const Editor = EDITORS[member];
        if (!field) return null;
        return (
          <Row key={member} label={field.title} htmlFor={`${id}${member}`} about={field.about}>
            <Editor
              id={`${id}${member}`}
              setting={member}
              spec={{ ...field, panel: "Common" } as SettingSpec}
              value={draft[member]}
              element={element}
              onChange={(value) => setDraft((old) => withMember(old, member, value))}
            />
          </Row>
        );
      })}
    </EditDialog>
  );
}
