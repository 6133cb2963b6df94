import { Button } from "@mui/material";
import { Eye } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../../shared/api";
import { useConfirm } from "../../../shared/confirm";
import { useStartViewingMutation } from "../api";
import type { User } from "../api";

interface ViewAsProps {
  user: User;
  onRefused: (error: unknown) => void;
}

/** Opens Workplace as the user sees it. Nobody can be seen so who may not sign in, and oneself one sees anyway. */
export function ViewAs({ user, onRefused }: ViewAsProps) {
  const { t } = useTranslation("access");
  const confirm = useConfirm();
  const { data: session } = useGetSessionQuery(undefined);
  const [start, { isLoading }] = useStartViewingMutation();
  const begin = async (): Promise<void> => {
    const name = user.user_name;
    onRefused(undefined);
    if (!(await confirm({ title: t("users.viewAs.title", { name }), text: t("users.viewAs.text"), action: t("users.viewAs.action") }))) return;
    const result = await start({ userId: user.id });
    if (result.error) onRefused(result.error);
    // Where the browser opens no window, the banner of Studio has the link.
    else window.open("/", "_blank", "noopener");
  };
  if (!user.active || !session?.user || session.user.id === user.id || session.viewing) return null;
  return (
    <Button startIcon={<Eye size={16} aria-hidden />} loading={isLoading} onClick={() => void begin()}>
      {t("users.viewAs.button")}
    </Button>
  );
}
