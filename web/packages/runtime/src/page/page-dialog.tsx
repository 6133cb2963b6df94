import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import Drawer from "@mui/material/Drawer";
import Typography from "@mui/material/Typography";
import { ActionIcon } from "@aqtra/ui";
import { X } from "lucide-react";
import { useCallback, useEffect, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch, useStore } from "react-redux";

import { type Definition, pageOf, pageTitle } from "../definition";
import { formActions, type FormState, type RuntimeRoot, selectForm } from "../form/slice";
import type { DialogEnd, DialogTarget, Navigation, Target } from "../navigation";
import { PageHost, type PageHostProps } from "./page-host";
import { useText } from "./use-text";

interface PageDialogProps {
  target: DialogTarget;
  parentForm: string;
  navigation: Omit<Navigation, "openDialog">;
  renderProblem: PageHostProps["renderProblem"];
  onClose: () => void;
}

const SIZE = /^\d+(\.\d+)?(px|%|em|rem|vh|vw)?$/;
const DEFAULT_WIDTH = { modal: 640, sidebar: 480 } as const;

function cssOf(size: number | string | undefined): string | undefined {
  const text = String(size ?? "").trim();
  if (!SIZE.test(text)) return undefined;
  return /\d$/.test(text) ? `${text}px` : text;
}

function endOf(form: FormState | undefined): DialogEnd {
  return form ? { ...form.head, data: form.values } : null;
}

/** A page in a modal or sidebar, with a model of its own. OK and Cancel are the dialog's. */
export function PageDialog({ target, parentForm, navigation, renderProblem, onClose }: PageDialogProps) {
  const { t } = useTranslation("runtime");
  const dispatch = useDispatch();
  const text = useText();
  const titleId = useId();
  const [shown, setShown] = useState<Target>(target);
  const [pageName, setPageName] = useState("");
  const form = `${parentForm}/${target.component}`;
  const store = useStore<RuntimeRoot>();
  const { onEnd } = target;

  useEffect(
    () => () => {
      dispatch(formActions.closed(form));
      // Whatever closed it; after OK this says nothing any more.
      onEnd?.(null);
    },
    [dispatch, form, onEnd],
  );
  const accept = () => {
    onEnd?.(endOf(selectForm(store.getState(), form)));
    onClose();
  };

  const inner = useMemo<Omit<Navigation, "openDialog">>(
    () => ({
      // Pages of the same component change inside the dialog; anything else leaves it.
      open: (next) => {
        if (next.component === target.component && next.form === form) setShown(next);
        else {
          onClose();
          navigation.open(next);
        }
      },
      back: onClose,
      follow: (path) => {
        onClose();
        navigation.follow(path);
      },
      signOut: navigation.signOut,
      entrySaved: () => undefined,
    }),
    [target.component, form, navigation, onClose],
  );
  const onOpened = useCallback(
    (definition: Definition, id: string) => {
      const page = pageOf(definition, id);
      setPageName(page ? pageTitle(page, text) : definition.title);
    },
    [text],
  );

  const content = (
    <>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2, px: 6, pt: 4, pb: 2 }}>
        <Typography id={titleId} variant="h3" component="h2" sx={{ flex: 1, overflowWrap: "anywhere" }}>
          {target.title ?? (pageName || t("dialog"))}
        </Typography>
        <ActionIcon icon={X} name={t("close")} onClick={onClose} />
      </Box>
      <DialogContent sx={{ pt: 2 }}>
        <PageHost form={form} target={shown} navigation={inner} renderProblem={renderProblem} onOpened={onOpened} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button variant="contained" onClick={accept}>
          {t("ok")}
        </Button>
      </DialogActions>
    </>
  );
  const width = cssOf(target.width) ?? `${DEFAULT_WIDTH[target.kind]}px`;
  const height = cssOf(target.height);
  if (target.kind === "sidebar") {
    const anchor = target.position ?? "right";
    const across = anchor === "top" || anchor === "bottom";
    const size = across ? { height: height ?? "50vh" } : { width, maxWidth: "100vw" };
    return (
      <Drawer open anchor={anchor} onClose={onClose} slotProps={{ paper: { "aria-labelledby": titleId, role: "dialog", style: size } }}>
        {content}
      </Drawer>
    );
  }
  return (
    <Dialog open onClose={onClose} maxWidth={false} aria-labelledby={titleId} slotProps={{ paper: { style: { width, height, maxWidth: "calc(100vw - 32px)" } } }}>
      {content}
    </Dialog>
  );
}
