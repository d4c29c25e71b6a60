/**
 * Methods that a library calls on classes of the program: a view that answers requests, a protocol that is told of
 * data. What the library hands over is said by rows of the method that is overridden, with the position "own".
 *
 *   class Command(MethodView):
 *       def post(self): ...          "flask.views.MethodView().post"
 */
import type { ModuleIR } from "../ir/types.js";
import type { CallModel } from "../models/call-model.js";
import { NO_ARGS } from "../taint/call.js";
import { runCallbacks } from "../taint/callbacks.js";
import { ancestry } from "../taint/definitions.js";
import type { Frame, Machine } from "../taint/machine.js";
import { type ClassObj, type FnObj, reference, UNKNOWN } from "../taint/values.js";
import { typedInstance } from "./unknown.js";

const OWN = "own";

/** Runs them with what the library hands over, whether or not anything in the tree makes such an object. */
export function runOverriding(m: Machine, frame: Frame, modules: readonly ModuleIR[]): void {
  const among = new Set(modules);
  for (const cls of [...m.classObjects.values()]) {
    if (m.exhausted) return;
    if (!among.has(cls.module) || cls.cls.vendored !== undefined) continue;
    const { external } = ancestry(cls);
    if (external.length === 0) continue;
    const models = m.model(cls.module.language);
    for (const method of cls.members.values()) {
      for (const base of external) {
        const path = `${models.canonical(base)}().${method.fn.name}`;
        const model = models.call(path);
        if (model !== undefined && isHandedOver(model)) run(m, frame, cls, method, path, model);
      }
    }
  }
}

const isHandedOver = ({ callbacks, sources }: CallModel): boolean =>
  callbacks.some((row) => row.callback === OWN) ||
  sources.some((row) => typeof row.out === "object" && row.out.callback === OWN);

function run(m: Machine, frame: Frame, cls: ClassObj, method: FnObj, path: string, model: CallModel): void {
  const site = m.site(cls.module, method.fn.span);
  const self = typedInstance(m, frame, cls);
  const own = reference(m.heap.boundFn(site, cls.id, method, self, []));
  // What one request has established says nothing of the next one.
  const { facts } = frame.state;
  runCallbacks(
    m,
    { path, self: UNKNOWN, args: NO_ARGS, site, frame: { ...frame, module: cls.module }, own },
    model,
  );
  frame.state.facts = facts;
}
