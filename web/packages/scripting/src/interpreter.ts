/** Python with our half of it: text in, text out. The same in a worker and in tests. */
import type { PyodideAPI } from "pyodide";

import { pythonSources } from "./python";

const ROOT = "/aqtra";

const START = `
import sys
sys.path.insert(0, ${JSON.stringify(ROOT)})
from aqtra_scripting.interpreter import Interpreter
Interpreter
`;

/** Answers the function that takes the messages of the page. */
export function startInterpreter(pyodide: PyodideAPI, send: (text: string) => void): (text: string) => void {
  for (const [path, source] of Object.entries(pythonSources)) {
    const file = `${ROOT}/${path}`;
    pyodide.FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
    pyodide.FS.writeFile(file, source);
  }
  const create = pyodide.runPython(START) as (send: (text: string) => void) => { receive: (text: string) => void };
  const interpreter = create(send);
  return (text) => {
    interpreter.receive(text);
  };
}
