/** @file What is known of one mounted volume, whatever the system. */

export interface Mount {
  /** Stays the same when the volume is mounted elsewhere. */
  readonly volumeId: string;
  /** False when the identity is only a device name, which another volume may get. */
  readonly isCertain: boolean;
  /** What the volume is called where only its device name can be told: the id of roots that were added then. */
  readonly deviceId?: string;
  readonly label: string;
  readonly mountPoint: string;
  /** Folder of the volume that the mount point shows; `/` for the whole volume. */
  readonly subfolder: string;
}
