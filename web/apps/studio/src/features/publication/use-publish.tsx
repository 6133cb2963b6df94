import { useTranslation } from "react-i18next";

import { usePublishMutation } from "../../shared/api";
import { useConfirm } from "../../shared/confirm";
import { toProblem } from "../../shared/to-problem";
import { Losses } from "./losses";

/** Starts a publication; asks first when stored values would be lost by it. */
export function usePublish(onStarted: () => void) {
  const { t } = useTranslation("publication");
  const confirm = useConfirm();
  const [start, { isLoading, error, reset }] = usePublishMutation();

  const publish = async (components: string[], modules: string[]): Promise<void> => {
    const selection = { components, ...(modules.length > 0 ? { modules } : {}) };
    let result = await start({ selection });
    const problem = result.error && toProblem(result.error);
    if (problem?.code === "destructive_change") {
      reset();
      const yes = await confirm({
        title: t("destructive.title"),
        text: (
          <>
            {t("destructive.text")}
            <Losses losses={problem.fields} />
          </>
        ),
        action: t("destructive.action"),
        destructive: true,
      });
      if (!yes) return;
      result = await start({ selection: { ...selection, confirm_destructive: true } });
    }
    if (!result.error) onStarted();
  };
  const asking = error !== undefined && toProblem(error).code === "destructive_change";
  return { publish, publishing: isLoading, error: asking ? undefined : error, forget: reset };
}
