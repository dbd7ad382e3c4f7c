// Who made this link layer.

/** What the peer is told by LL_VERSION_IND, and HCI by Read Local Version: 5.4, no company. */
export const LINK_LAYER_VERSION = {
  version: 13,
  companyIdentifier: 0xffff,
  subversion: 1,
} as const;
