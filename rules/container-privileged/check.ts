/**
 * Containers that are given the host: privileged mode, the socket of the container runtime, its network or
 * process space, its file system, capabilities that amount to root. From Compose, Kubernetes, and commands
 * that start containers in scripts and client configuration.
 */
import {
  baseName,
  defineCheck,
  type Location,
  type PlacedText,
  type WorkloadSwitch,
} from "../../src/rules/api.js";

const SWITCHES: Readonly<Record<WorkloadSwitch, readonly [string, "high" | "medium" | "low"] | undefined>> = {
  privileged: ["runs in privileged mode, which is root on the host", "high"],
  "host-pid": ["shares the process space of the host", "high"],
  "host-ipc": ["shares the memory segments of the host", "medium"],
  "host-network": ["shares the network of the host, with every port that listens on its loopback", "medium"],
  unconfined: ["runs without the confinement of the container runtime", "medium"],
  escalation: undefined,
  "root-user": undefined,
};
const STRONG = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|DAC_READ_SEARCH|SYS_RAWIO|BPF|SYS_BOOT)$/i;
const WEAKER = /^(?:CAP_)?(?:NET_ADMIN|DAC_OVERRIDE|SYS_CHROOT|SETUID|SETGID|MKNOD|AUDIT_CONTROL)$/i;
const SOCKET = /(?:docker|containerd|crio|podman)\.sock$/;
const HOST =
  /^(?:\/|\/(?:etc|root|proc|sys|boot|dev|var|var\/run|run|usr|home|var\/lib\/(?:docker|kubelet)))\/?$|^(?:~|\$HOME|\$\{HOME\})\/?$|^(?:~|\$HOME|\$\{HOME\})\/\.(?:ssh|aws|kube|gnupg|docker)\/?$|^[A-Za-z]:[\\/]?$/;

export const check = defineCheck((program, report) => {
  const say = (at: Location, message: string, severity: "high" | "medium"): void =>
    report({ at, message, severity });
  for (const { name, switches, capabilities, mounts } of program.artifacts.workloads) {
    const who = `The container \`${name}\``;
    for (const { what, at } of switches) {
      const [text, severity] = SWITCHES[what] ?? [];
      if (text !== undefined && severity !== undefined && severity !== "low")
        say(at, `${who} ${text}.`, severity);
    }
    for (const capability of capabilities) grade(capability, who, say);
    for (const mount of mounts) {
      if (SOCKET.test(mount.text))
        say(
          mount.at,
          `${who} is given the socket of the container runtime, with which it can start containers as root on the host.`,
          "high",
        );
      else if (HOST.test(mount.text))
        // A folder of credentials may be what the server is for.
        say(
          mount.at,
          `${who} is given \`${mount.text}\` of the host.`,
          /\/\.\w+\/?$/.test(mount.text) ? "medium" : "high",
        );
    }
  }
  for (const { command, args, name } of program.artifacts.clients.flatMap((client) => client.servers)) {
    if (!/^(?:docker|podman|nerdctl)$/.test(baseName(command?.text ?? ""))) continue;
    const who = `The server \`${name}\``;
    args.forEach((arg, index) => {
      const next = args[index + 1];
      if (/^--privileged(?:=true)?$/.test(arg.text))
        say(arg.at, `${who} runs in privileged mode, which is root on the host.`, "high");
      if (/^--pid(?:=host)?$/.test(arg.text) && `${arg.text}=${next?.text}`.includes("=host"))
        say(arg.at, `${who} shares the process space of the host.`, "high");
      const capability = /^--cap-add(?:=(.+))?$/.exec(arg.text);
      const given = capability?.[1] === undefined ? next : { ...arg, text: capability[1] };
      if (capability !== null && given !== undefined) grade(given, who, say);
    });
  }
});

function grade(
  capability: PlacedText,
  who: string,
  say: (at: Location, message: string, severity: "high" | "medium") => void,
): void {
  const severity = STRONG.test(capability.text)
    ? "high"
    : WEAKER.test(capability.text)
      ? "medium"
      : undefined;
  if (severity !== undefined)
    say(capability.at, `${who} is given the capability \`${capability.text}\`.`, severity);
}
