// The checksum of Bluetooth LE packets. Core Spec v5.4, Vol 6, Part B, 3.1.1.

/** x^24 + x^10 + x^9 + x^6 + x^4 + x^3 + x + 1, lowest power in the highest bit: bits come lowest first. */
const POLYNOMIAL = 0xda6000;

/** What eight steps of the shift register do, for each byte. */
const STEPS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let state = byte;
  for (let bit = 0; bit < 8; bit++) state = (state >>> 1) ^ (state & 1 ? POLYNOMIAL : 0);
  return state;
});

/**
 * The CRC of a PDU, as the number that its three bytes make in a packet, least significant first.
 *
 * @param bytes the PDU, header first; neither preamble nor access address.
 * @param crcInit the value the shift register starts from, such as 0x555555 for advertising.
 */
export function crc24(bytes: Uint8Array, crcInit: number): number {
  let state = reversed(crcInit);
  // The cast holds since the index has eight bits.
  for (const byte of bytes) state = (state >>> 8) ^ (STEPS[(state ^ byte) & 0xff] as number);
  return state;
}

/** 24 bits, the last one first. */
function reversed(number: number): number {
  let result = 0;
  for (let bit = 0; bit < 24; bit++) result = (result << 1) | ((number >>> bit) & 1);
  return result;
}
