// What Home Assistant documents for an app: the keys of config.yaml, and what each may hold.

import * as z from 'zod';

const flag = z.boolean();
const text = z.string().min(1);
/** `http://[HOST]:[PORT:8032]/healthz` */
const address = z.string().regex(/^(http|https|tcp|\[PROTO:\w+\]):\/\/\[HOST\]:\[PORT:\d+\]/);
const option = z
  .string()
  .regex(
    /^(str|int|float)(\(\d*,?\d*\))?\??$|^(bool|email|url|password|port)\??$|^match\(.+\)\??$|^list\(.+\)\??$|^device(\(subsystem=\w+\))?\??$/,
  );
const PRIVILEGES =
  'BPF CHECKPOINT_RESTORE DAC_READ_SEARCH IPC_LOCK NET_ADMIN NET_RAW PERFMON SYS_ADMIN SYS_MODULE SYS_NICE SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME';
const FOLDERS =
  'addon_config all_addon_configs addons all_app_configs app_config backup data homeassistant_config local_apps media share ssl';

/** `config.yaml` of an app. A key that is not documented is refused. */
export const APP_CONFIG = z.strictObject({
  name: text,
  version: text,
  slug: z.string().regex(/^[-_.A-Za-z0-9]+$/),
  description: text,
  arch: z.array(z.enum(['aarch64', 'amd64'])).min(1),
  machine: z.array(text).optional(),
  url: z.url().optional(),
  startup: z.enum(['initialize', 'system', 'services', 'application', 'once']).optional(),
  webui: address.optional(),
  boot: z.enum(['auto', 'manual', 'manual_only']).optional(),
  ports: z.record(z.string().regex(/^\d+\/(tcp|udp)$/), z.int().nullable()).optional(),
  ports_description: z.record(text, text).optional(),
  host_network: flag.optional(),
  host_dbus: flag.optional(),
  devices: z.array(z.string().startsWith('/dev/')).optional(),
  homeassistant: text.optional(),
  hassio_role: z.enum(['default', 'homeassistant', 'backup', 'manager', 'admin']).optional(),
  hassio_api: flag.optional(),
  homeassistant_api: flag.optional(),
  privileged: z.array(z.enum(PRIVILEGES.split(' '))).optional(),
  apparmor: z.union([flag, text]).optional(),
  map: z
    .array(
      z.union([
        z.string().regex(new RegExp(`^(${FOLDERS.replaceAll(' ', '|')})(:ro|:rw)?$`)),
        z.strictObject({
          type: z.enum(FOLDERS.split(' ')),
          read_only: flag.optional(),
          path: z.string().regex(/^\/./).optional(),
        }),
      ]),
    )
    .optional(),
  environment: z.record(text, text).optional(),
  usb: flag.optional(),
  uart: flag.optional(),
  udev: flag.optional(),
  options: z.record(text, z.unknown()).optional(),
  schema: z.record(text, z.union([option, z.array(option)])).optional(),
  image: text.optional(),
  timeout: z.int().min(10).optional(),
  tmpfs: flag.optional(),
  services: z.array(z.string().regex(/^(mqtt|mysql):(provide|want|need)$/)).optional(),
  ingress: flag.optional(),
  ingress_port: z.int().min(0).max(65_535).optional(),
  ingress_entry: text.optional(),
  ingress_stream: flag.optional(),
  panel_icon: z
    .string()
    .regex(/^mdi:[a-z0-9-]+$/)
    .optional(),
  panel_title: text.optional(),
  panel_admin: flag.optional(),
  backup: z.enum(['hot', 'cold']).optional(),
  backup_pre: text.optional(),
  backup_post: text.optional(),
  backup_exclude: z.array(text).optional(),
  breaking_versions: z.array(text).optional(),
  stage: z.enum(['stable', 'experimental', 'deprecated']).optional(),
  init: flag.optional(),
  watchdog: address.optional(),
});

/** `translations/en.yaml` of an app. */
export const APP_TRANSLATION = z.strictObject({
  configuration: z.record(text, z.strictObject({ name: text, description: text })),
  network: z.record(text, text).optional(),
});
