import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** What each layer must not know: apps → runtime → components → ui; model and api import nothing of ours. */
const forbidden = (patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default tseslint.config(
  { ignores: ["dist", "node_modules", "**/*.gen.ts"] },
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", { max: 400, skipComments: true }],
    },
  },
  { files: ["packages/model/**"], rules: forbidden(["@aqtra/*", "react", "react-dom", "@mui/*"]) },
  { files: ["packages/api/**"], rules: forbidden(["@aqtra/*"]) },
  { files: ["packages/scripting/**"], rules: forbidden(["@aqtra/*", "react", "react-dom", "@mui/*"]) },
  { files: ["packages/ui/**"], rules: forbidden(["@aqtra/components", "@aqtra/runtime", "@aqtra/scripting", "@aqtra/api", "@aqtra/model"]) },
  { files: ["packages/components/**"], rules: forbidden(["@aqtra/runtime", "@aqtra/scripting"]) },
  { files: ["apps/*/src/shared/**"], rules: forbidden(["**/features/**", "**/app/**"]) },
  { files: ["apps/*/src/features/**"], rules: forbidden(["**/app/**"]) },
);
