/** What is open now, told by the page to the bar above it. */
import { createContext, useContext } from "react";

export interface OpenedPage {
  readonly component: string;
  readonly page: string;
  readonly title: string;
  readonly componentTitle: string;
  readonly form: string;
}

export const OpenedPageContext = createContext<{ opened: OpenedPage | undefined; setOpened: (page: OpenedPage | undefined) => void }>({
  opened: undefined,
  setOpened: () => undefined,
});

export const useOpenedPage = () => useContext(OpenedPageContext);
