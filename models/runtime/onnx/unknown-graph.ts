/** A file that the forest cannot evaluate; the message says why. ONNX Runtime may well read it. */
export class UnknownGraph extends Error {}
