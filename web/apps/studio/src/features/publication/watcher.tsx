import { useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { Link } from "react-router";

import { api } from "../../shared/api";
import type { PublicationState } from "../../shared/api";
import { isActive } from "./progress";
import { usePublication } from "./use-publication";

/** Being reset is what somebody asked for; the others are nobody's wish. */
const TONES: Partial<Record<PublicationState, "success" | "warning" | "error">> = { completed: "success", reset: "warning", rolled_back: "error", failed: "error" };

/** Tells wherever the builder is that a publication has ended, and lets every screen read the new states. */
export function PublicationWatcher() {
  const { t } = useTranslation("publication");
  const { data: publication } = usePublication();
  const dispatch = useDispatch();
  const toast = useToast();
  const running = useRef<number | null>(null);

  useEffect(() => {
    if (!publication) return;
    if (isActive(publication.state)) {
      running.current = publication.id;
      return;
    }
    if (running.current !== publication.id) return;
    running.current = null;
    dispatch(api.util.invalidateTags(["Components", "Statistics", "Domains"]));
    toast.show(t(`ended.${publication.state}`, { count: publication.components.length }), {
      tone: TONES[publication.state],
      action: (
        <Button component={Link} to="/publication" variant="text" size="small" color="inherit">
          {t(publication.state === "completed" ? "show" : "showWhy")}
        </Button>
      ),
    });
  }, [publication, dispatch, toast, t]);
  return null;
}
