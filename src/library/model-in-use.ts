/** @file The model that the running embedder computes with, as the catalog knows it. */

export interface ModelInUse {
  /** Row id in the catalog. */
  readonly id: number;
  /** sha256 of model.onnx, lower-case hex. */
  readonly hash: string;
  /** Fingerprint of the atlas in use; null without one. */
  readonly atlas: string | null;
  /** Landmarks of the atlas in use: those that a photo can be recognised as. */
  readonly knownLandmarks: ReadonlySet<string>;
}
