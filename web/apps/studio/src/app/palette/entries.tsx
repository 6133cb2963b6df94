/** What the command palette finds: screens, actions, application domains and components. */

import type { ComponentDocument } from "@aqtra/model";
import type { TFunction } from "i18next";
import { AppWindow, Boxes, Compass, FileText, Keyboard, KeyRound, LogOut, Plus, Settings2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSelector } from "react-redux";
import { useNavigate } from "react-router";

import { openPage, useEditorDispatch } from "../../features/editor/state";
import { useGetComponentsQuery, useGetDomainsQuery, useSignOutMutation } from "../../shared/api";
import type { Choice } from "@aqtra/ui/chooser";
import { pageCaption } from "../../shared/page-caption";
import type { RootState } from "../store";
import { useNavigation } from "../shell/use-navigation";

export interface Entry extends Choice {
  run: () => void;
}

function glyph(Icon: LucideIcon) {
  return <Icon size={16} strokeWidth={1.75} />;
}

export function useEntries(onShortcuts: () => void, open: boolean): Entry[] {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const [signOut] = useSignOutMutation();
  const { destinations, may } = useNavigation();
  const { data: components } = useGetComponentsQuery(undefined, { skip: !open });
  const { data: domains } = useGetDomainsQuery(undefined, { skip: !open });
  const dispatch = useEditorDispatch();
  const edited = useSelector((state: RootState) => state.editor.session?.history.document);

  return useMemo(() => {
    const entry = (group: string, id: string, label: string, icon: LucideIcon, run: () => void, hint?: string): Entry => ({
      id: `${group}:${id}`,
      group: t(`palette.groups.${group}`),
      label,
      icon: glyph(icon),
      run,
      hint,
    });
    const go = (to: string) => () => void navigate(to);
    return [
      ...destinations.map(({ to, label, icon }) => entry("screens", to, t(`nav.${label}`), icon, go(to))),
      entry("screens", "tokens", t("user.tokens"), KeyRound, go("/account/tokens")),
      ...(may("studio.components") ? [entry("actions", "add", t("palette.addComponent"), Plus, go("/components?add=component"))] : []),
      entry("actions", "workplace", t("user.workplace"), AppWindow, () => window.open("/", "_blank", "noopener")),
      entry("actions", "shortcuts", t("shortcuts.title"), Keyboard, onShortcuts),
      entry("actions", "sign-out", t("user.signOut"), LogOut, () => void signOut({ app: "studio" })),
      ...pagesOf(edited, t).map(({ id, label }) => entry("pages", id, label, FileText, () => void dispatch(openPage(id)))),
      ...(may("studio.domains") ? (domains ?? []) : []).flatMap(({ name, title }) => [
        entry("domains", `${name}:menu`, t("palette.menuOf", { title: title || name }), Compass, go(`/domains/${name}/menu`)),
        entry("domains", `${name}:settings`, t("palette.settingsOf", { title: title || name }), Settings2, go(`/domains/${name}/settings`)),
      ]),
      ...(may("studio.components") ? (components ?? []) : []).map(({ key, title, description }) => entry("components", key, title, Boxes, go(`/components/${key}`), description)),
    ];
  }, [components, destinations, dispatch, domains, edited, may, navigate, onShortcuts, signOut, t]);
}

/** Pages of the component that is open in the editor. */
function pagesOf(document: ComponentDocument | undefined, t: TFunction): { id: string; label: string }[] {
  return (document?.pages ?? []).map((page) => ({
    id: page.id,
    label: t("palette.page", { page: pageCaption(page), component: document?.settings.title }),
  }));
}
