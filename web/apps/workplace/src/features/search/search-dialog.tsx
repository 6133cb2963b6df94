import type { OpenMenuItem } from "@aqtra/api";
import { useGetWorkplaceQuery, useSearchWorkplaceQuery } from "@aqtra/api/client";
import { BuiltInIcon } from "@aqtra/components";
import { problemOf, problemText } from "@aqtra/runtime";
import { Chooser, type Choice } from "@aqtra/ui/chooser";
import { FileText } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { addressOf } from "../../shared/address";
import { filterMenu, type LabelOf } from "../shell/menu-tree";
import { useMenuLabel } from "../shell/use-menu-label";

/** Shorter texts are in too many names; the server would find nothing either. */
const SHORTEST = 2;
/** Nobody reads what is found while they still type. */
const PAUSE_MS = 200;

interface Place extends Choice {
  to: string;
}

/** Menu items by their label, at once; entries by their name, as the server finds them. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation("workplace");
  const runtime = useTranslation("runtime");
  const navigate = useNavigate();
  const label = useMenuLabel();
  const [text, setText] = useState("");
  const wanted = usePaused(text.trim());
  const isLong = wanted.length >= SHORTEST;
  const { data: start } = useGetWorkplaceQuery();
  const found = useSearchWorkplaceQuery({ q: wanted }, { skip: !isLong, refetchOnMountOrArgChange: true });

  const menu = filterMenu(start?.menu ?? [], text, label, i18n.language);
  const pages = placesOf(menu, label, t("searchPages"));
  const entries = isLong ? (found.currentData?.entries ?? []) : [];
  const items: Place[] = [
    ...pages,
    ...entries.map(({ component, title, id, name }) => ({
      id: `${component}/${id}`,
      group: title,
      label: name,
      hint: `#${id}`,
      icon: <FileText size={16} />,
      to: addressOf({ component, entry: id }),
    })),
  ];
  const nothing = () => {
    if (text.trim().length < SHORTEST) return t("searchStart");
    if (found.isError) return t("searchFailed", { reason: problemText(problemOf(found.error), runtime.t) });
    return wanted !== text.trim() || found.isFetching ? t("searching") : t("searchNothing", { text: wanted });
  };
  return (
    <Chooser
      open
      title={t("search")}
      placeholder={t("searchPlaceholder")}
      nothing={nothing}
      items={items}
      onText={setText}
      onChoose={({ to }) => void navigate(to)}
      onClose={onClose}
    />
  );
}

function placesOf(items: readonly OpenMenuItem[], label: LabelOf, group: string): Place[] {
  return items.flatMap((item) => {
    const below = placesOf(item.children ?? [], label, group);
    if (!item.component) return below;
    const to = addressOf({ component: item.component, page: item.page });
    return [{ id: item.id, group, label: label(item), icon: <BuiltInIcon name={item.icon} size={16} />, to }, ...below];
  });
}

/** The text as it was when the typing paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setPaused(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return paused;
}
