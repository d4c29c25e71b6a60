/**
 * The name of the protocol, in import specifiers, texts and manifests. What merely contains its letters is left out.
 */
export const PROTOCOL = /modelcontextprotocol|model[ -]context[ -]protocol|(^|[^a-z])(fast)?mcp([^a-z]|$)/i;
