/** Who can connect to a port: only this machine, everybody, or nobody can tell. */
export type Exposure = "loopback" | "all" | "unknown";
