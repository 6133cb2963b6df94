import { type Definition, type Navigation, PageHost, pageOf, pageTitle, type Target, useText } from "@aqtra/runtime";
import { useCallback, useEffect, useMemo } from "react";
import { useLocation, useNavigate, useParams } from "react-router";

import { addressOf, isPagePath, placeOf } from "../../shared/address";
import { useOpenedPage } from "../../shared/opened-page";
import { useSignOut } from "../../shared/use-sign-out";
import { ProblemScreen } from "./problem-screen";

interface LocationState {
  form?: string;
  prefill?: Target["prefill"];
}

/** The page an address names. Each visit has a form of its own; going back finds the old one. */
export function PageScreen() {
  const params = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const text = useText();
  const signOut = useSignOut();
  const { setOpened } = useOpenedPage();
  const state = location.state as LocationState | null;
  const form = state?.form ?? location.key;
  const prefill = state?.prefill;
  const { component, page, entry } = placeOf(params);
  const target = useMemo<Target>(() => ({ component, page: page ?? undefined, entry, prefill }), [component, page, entry, prefill]);

  const navigation = useMemo<Omit<Navigation, "openDialog">>(
    () => ({
      open: (next) => {
        void navigate(addressOf(next), { state: { form: next.form, prefill: next.prefill } satisfies LocationState });
      },
      back: () => {
        // The first page of a visit has nothing of ours behind it.
        void (window.history.state?.idx > 0 ? navigate(-1) : navigate("/"));
      },
      follow: (path) => {
        if (isPagePath(path)) void navigate(path);
        else window.location.assign(path);
      },
      signOut,
      entrySaved: (saved) => {
        void navigate(addressOf({ component, page, entry: saved }), { replace: true, state: { form, prefill } satisfies LocationState });
      },
    }),
    [navigate, component, page, form, prefill, signOut],
  );
  const onOpened = useCallback(
    (definition: Definition, id: string) => {
      const shown = pageOf(definition, id);
      setOpened({ component: definition.key, page: id, form, title: shown ? pageTitle(shown, text) : definition.title, componentTitle: definition.title });
    },
    [form, setOpened, text],
  );
  useEffect(
    () => () => {
      setOpened(undefined);
    },
    [setOpened],
  );
  return (
    <PageHost
      form={form}
      target={target}
      navigation={navigation}
      onOpened={onOpened}
      renderProblem={(problem, retry) => <ProblemScreen problem={problem} onRetry={retry} />}
    />
  );
}
