import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Views are loaded when first drawn; a busy machine takes a while to transform their code.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
