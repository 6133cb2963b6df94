import { Button, Menu, MenuItem } from "@mui/material";
import { MessagesSquare } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { BROKER_KINDS, newBroker } from "./api";
import type { Broker } from "./api";

/** A connector that hands messages over, of one of the kinds there are. */
export function AddBroker({ onAdd }: { onAdd: (broker: Broker) => void }) {
  const { t } = useTranslation("integrations");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const id = useId();
  const add = (kind: Broker["kind"]): void => {
    setAnchor(null);
    onAdd(newBroker(kind, t(`brokers.kinds.${kind}`)));
  };
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<MessagesSquare size={16} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? id : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t("brokers.add")}
      </Button>
      <Menu id={id} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {BROKER_KINDS.map((kind) => (
          <MenuItem key={kind} onClick={() => add(kind)}>
            {t(`brokers.kinds.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
