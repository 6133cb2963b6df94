import type { ComponentDocument, Step } from "@aqtra/model";
import { execute } from "@aqtra/model";
import { screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, describe, expect, it } from "vitest";

import catalogue from "../../../../../../schema/steps.json";
import { answers, renderPart, serve } from "../../testing";
import { FlowDesigner } from "./flow-designer";

const FLOW = "22222222-2222-4222-8222-222222222222";
const PROVIDER = "00000000-0000-4000-8000-00000000a001";

function documentWith(step: Step): ComponentDocument {
  const entry: Step = { id: "a", type: "get_action_model", name: "Get action model", source: [], params: {}, branches: {} };
  const stages = [{ id: "s1", name: "Stage", steps: [entry, step] }];
  return { ...answers.document, flows: [{ key: FLOW, kind: "dataflow", name: "Sign in", restrict_access: false, generate_api_definition: false, stages }] };
}

/** The designer with this step open; `params` are its settings as they are now. */
async function opened(type: string, params: Step["params"] = {}) {
  const start = documentWith({ id: "b", type, name: "Under test", source: ["a"], params, branches: {} });
  const edited = { document: start };
  function Host() {
    const [document, setDocument] = useState(start);
    edited.document = document;
    return (
      <FlowDesigner
        document={document}
        flowKey={FLOW}
        findings={[]}
        run={(command) => {
          const executed = execute(document, command);
          if (executed) setDocument(executed.document);
          return executed !== null;
        }}
      />
    );
  }
  const { user } = renderPart(<Host />);
  await user.click(await screen.findByRole("button", { name: /^Under test, / }));
  return { user, params: () => edited.document.flows[0]?.stages[0]?.steps[1]?.params };
}

beforeEach(() => {
  serve("GET /studio/catalogue/steps", catalogue);
  serve("POST /studio/flows/model", { steps: [{ step: "a", fields: [{ path: "data.login", type: "string", title: "Login", component: null }], remarks: [] }] });
});

describe("steps about users", () => {
  it("name the client by its application domain", async () => {
    serve("GET /studio/domains", [{ key: "1", name: "portal", title: "Customer portal", is_default: true, enabled: true, built_in: false, components: 0, published_components: 0 }]);
    const { user, params } = await opened("get_one_time_code_for_user");
    await user.click(await screen.findByRole("combobox", { name: /^Client application/ }));
    await user.click(await screen.findByRole("option", { name: "Customer portal" }));
    expect(params()).toMatchObject({ client_for_request: "portal" });
  });

  it("keep a client that is gone until another one is chosen", async () => {
    serve("GET /studio/domains", []);
    await opened("get_one_time_code_for_user", { client_for_request: "gone" });
    expect(await screen.findByRole("combobox", { name: /^Client application/ })).toHaveTextContent("gone");
  });

  it("take a user from a field or by fixed names, not both", async () => {
    const { user, params } = await opened("get_one_time_code_for_user", { user_name: "data.login" });
    await user.type(await screen.findByLabelText("Or a fixed user name"), "ada");
    expect(params()).toMatchObject({ user_name: ["ada"] });
    expect(screen.getByRole("combobox", { name: /^User name/ })).toHaveValue("");
    await user.clear(screen.getByLabelText("Or a fixed user name"));
    expect(params()).not.toHaveProperty("user_name");
  });

  it("choose among the identity providers", async () => {
    serve("GET /identity-providers/enabled", [{ id: PROVIDER, kind: "ldap", title: "Company directory" }]);
    const { user, params } = await opened("register_external_user");
    await user.click(await screen.findByRole("combobox", { name: /^Identity provider/ }));
    await user.click(await screen.findByRole("option", { name: "Company directory" }));
    expect(params()).toMatchObject({ auth_provider: PROVIDER });
  });
});
