import type { Judge } from "./judge.ts";

export const diskSpace: Judge = ({ disks }, { disk_warning_percent, disk_critical_percent }) =>
  disks
    .filter(({ usedPercent }) => usedPercent >= disk_warning_percent)
    .map(({ folder, usedPercent, freeBytes }) => ({
      subject: folder,
      severity: usedPercent >= disk_critical_percent ? ("critical" as const) : ("warning" as const),
      message: `The disk of the media store is ${Math.floor(usedPercent)} % full.`,
      details: { used_percent: Math.floor(usedPercent), free_bytes: freeBytes },
    }));

export const webhookDead: Judge = ({ deadDestinations }) =>
  deadDestinations.map(({ destination, dead, error }) => ({
    subject: destination,
    severity: "warning" as const,
    message: `Webhook ${destination} takes nothing: ${dead} messages were given up.`,
    details: { dead, error },
  }));
