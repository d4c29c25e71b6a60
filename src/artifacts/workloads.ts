/** Containers as Compose files and Kubernetes manifests start them. */
import { entriesOf, get, isTrue, itemsOf, settingsOf, textOf, textsIn } from "./data.js";
import type { DataFile, DataNode, PlacedText, Workload, WorkloadSwitch } from "./types.js";

type Switch = Workload["switches"][number];

/** The containers of a file; none when it is something else. */
export function readWorkloads(file: DataFile): readonly Workload[] {
  return file.documents.flatMap((root) => {
    if (get(root, "apiVersion") !== undefined && get(root, "kind") !== undefined)
      return kubernetes(file, root, 0);
    const services = get(root, "services");
    return services?.kind === "map" ? compose(file, services) : [];
  });
}

function compose(file: DataFile, services: DataNode): Workload[] {
  return entriesOf(services).flatMap(({ key, keyAt, value }): Workload[] => {
    if (
      value.kind !== "map" ||
      (get(value, "image") ?? get(value, "build") ?? get(value, "extends")) === undefined
    )
      return [];
    const switches: Switch[] = [];
    const on = (what: WorkloadSwitch, node: DataNode | undefined, holds: boolean): void => {
      if (node !== undefined && holds) switches.push({ what, at: node.at });
    };
    const is = (name: string, text: RegExp): boolean => text.test(textOf(get(value, name))?.text ?? "");
    on("privileged", get(value, "privileged"), isTrue(get(value, "privileged")));
    on("host-network", get(value, "network_mode"), is("network_mode", /^host$/));
    on("host-pid", get(value, "pid"), is("pid", /^host$/));
    on("host-ipc", get(value, "ipc"), is("ipc", /^host$/));
    on("root-user", get(value, "user"), is("user", /^(?:root|0)(?::|$)/));
    for (const option of textsIn(get(value, "security_opt")))
      if (/unconfined|label[:=]disable/.test(option.text))
        switches.push({ what: "unconfined", at: option.at });
    return [
      {
        path: file.path,
        system: "compose",
        name: key,
        at: keyAt,
        image: textOf(get(value, "image")),
        switches,
        capabilities: textsIn(get(value, "cap_add")),
        mounts: itemsOf(get(value, "volumes")).flatMap(composeMount),
        env: settingsOf(get(value, "environment")),
      },
    ];
  });
}

/** `source:target[:mode]` or `{type: bind, source: ...}`; named volumes are no folders of the host. */
function composeMount(item: DataNode): PlacedText[] {
  const short = textOf(item);
  if (short === undefined) {
    const source = textOf(get(item, "source"));
    const kind = textOf(get(item, "type"))?.text;
    return source === undefined || kind === "volume" ? [] : [source];
  }
  const source = /^(\$\{[^}]*\}[^:]*|[A-Za-z]:[\\/][^:]*|[^:]*)/.exec(short.text)?.[0] ?? "";
  return /^[/.~$\\]|^[A-Za-z]:/.test(source) && short.text.includes(":")
    ? [{ text: source, at: short.at }]
    : [];
}

function kubernetes(file: DataFile, root: DataNode, depth: number): Workload[] {
  if (depth > 3) return [];
  if (textOf(get(root, "kind"))?.text === "List")
    return itemsOf(get(root, "items")).flatMap((item) => kubernetes(file, item, depth + 1));
  const spec = podSpec(get(root, "spec"));
  if (spec === undefined) return [];
  const shared: Switch[] = [];
  for (const [name, what] of [
    ["hostNetwork", "host-network"],
    ["hostPID", "host-pid"],
    ["hostIPC", "host-ipc"],
  ] as const) {
    const node = get(spec, name);
    if (node !== undefined && isTrue(node)) shared.push({ what, at: node.at });
  }
  const mounts = itemsOf(get(spec, "volumes")).flatMap(
    (volume) => textOf(get(volume, "hostPath", "path")) ?? [],
  );
  const containers = [...itemsOf(get(spec, "containers")), ...itemsOf(get(spec, "initContainers"))];
  return containers.map((container, index): Workload => {
    const security = get(container, "securityContext");
    return {
      path: file.path,
      system: "kubernetes",
      name: textOf(get(container, "name"))?.text ?? textOf(get(root, "metadata", "name"))?.text ?? "",
      at: container.at,
      image: textOf(get(container, "image")),
      // What the pod shares is said once, of its first container.
      switches: [
        ...(index === 0 ? shared : []),
        ...containerSwitches(security, get(spec, "securityContext")),
      ],
      capabilities: textsIn(get(security, "capabilities", "add")),
      mounts: index === 0 ? mounts : [],
      env: settingsOf(get(container, "env")),
    };
  });
}

function containerSwitches(own: DataNode | undefined, pod: DataNode | undefined): Switch[] {
  const out: Switch[] = [];
  const privileged = get(own, "privileged");
  if (privileged !== undefined && isTrue(privileged)) out.push({ what: "privileged", at: privileged.at });
  const escalation = get(own, "allowPrivilegeEscalation");
  if (escalation !== undefined && isTrue(escalation)) out.push({ what: "escalation", at: escalation.at });
  const user = get(own, "runAsUser") ?? get(pod, "runAsUser");
  if (user !== undefined && textOf(user)?.text === "0") out.push({ what: "root-user", at: user.at });
  return out;
}

/** The pod of a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob. */
function podSpec(spec: DataNode | undefined): DataNode | undefined {
  for (const candidate of [
    spec,
    get(spec, "template", "spec"),
    get(spec, "jobTemplate", "spec", "template", "spec"),
  ])
    if (get(candidate, "containers") !== undefined) return candidate;
  return undefined;
}
