// HomeKit's setup code and the text of its QR code. HAP Specification R2, 4.2.1.2 and 4.2.3.

/** What the QR code of a bridge says. */
export interface SetupPayload {
  /** `XXX-XX-XXX`. */
  readonly code: string;
  /** `X-HM://…`. */
  readonly uri: string;
}

/** A payload, or what is wrong with the text it was asked for. */
export type SetupResult =
  | { readonly kind: 'payload'; readonly payload: SetupPayload; readonly warning?: string }
  | { readonly kind: 'problem'; readonly text: string };

/** The setup id of Tasmota's bridge. */
export const TASMOTA_SETUP_ID = 'MI32';

/** HomeKit's number for bridges. */
const BRIDGE = 2;
/** Pairing over IP. */
const OVER_IP = 2;
/** Digits of base 36 in front of the setup id. */
const PAYLOAD_DIGITS = 9;

const TRIVIAL = new Set([
  ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(8)),
  '12345678',
  '87654321',
]);

/** The payload of a Tasmota bridge, whose code is made of its Wi-Fi MAC of 12 or 17 characters. */
export function payloadOfMac(text: string): SetupResult {
  const mac = text.trim();
  const digits = macDigits(mac);
  if (digits === undefined) {
    const what = `${mac.length} characters`;
    return problem(
      `A MAC has 12 hex digits, or 17 characters with colons or hyphens: this has ${what}.`,
    );
  }
  const code = codeOfMac(digits);
  const payload = { code: withHyphens(code), uri: uriOf(code, TASMOTA_SETUP_ID) };
  if (!TRIVIAL.has(code)) return { kind: 'payload', payload };
  const warning = `HomeKit refuses ${payload.code}, since anybody would guess it: a bridge with this MAC cannot be paired by it.`;
  return { kind: 'payload', payload, warning };
}

/** The payload of any bridge whose setup code and setup id are known. */
export function payloadOfCode(text: string, setupId: string): SetupResult {
  const code = text.replace(/[\s-]/g, '');
  if (!/^\d{8}$/.test(code)) return problem('A setup code has eight digits, such as 141-12-456.');
  if (!/^[0-9A-Z]{4}$/.test(setupId)) {
    return problem('A setup id has four characters, 0-9 and A-Z, such as MI32.');
  }
  if (TRIVIAL.has(code)) return problem('HomeKit refuses this code, since anybody would guess it.');
  return {
    kind: 'payload',
    payload: { code: withHyphens(code), uri: uriOf(code, setupId) },
  };
}

function problem(text: string): SetupResult {
  return { kind: 'problem', text };
}

function macDigits(text: string): string | undefined {
  if (/^[0-9a-f]{12}$/i.test(text)) return text.toUpperCase();
  if (/^[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/i.test(text)) {
    return text.replace(/[:-]/g, '').toUpperCase();
  }
  return undefined;
}

/** Eight of the twelve digits; what is not 1 to 9 becomes 1. */
function codeOfMac(digits: string): string {
  const taken = digits.slice(0, 3) + digits.slice(4, 6) + digits.slice(7, 10);
  return taken.replace(/[^1-9]/g, '1');
}

function withHyphens(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 5)}-${code.slice(5)}`;
}

/** Version 0 and a reserved part stand above the category, and are 0. */
function uriOf(code: string, setupId: string): string {
  const number = (BRIDGE * 2 ** 4 + OVER_IP) * 2 ** 27 + Number(code);
  const digits = number.toString(36).toUpperCase().padStart(PAYLOAD_DIGITS, '0');
  return `X-HM://${digits}${setupId}`;
}
