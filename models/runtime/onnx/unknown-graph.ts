/**
 * Thrown for a file that the forest cannot evaluate; the message gives the reason. ONNX Runtime may
 * support it.
 */
export class UnknownGraph extends Error {}
