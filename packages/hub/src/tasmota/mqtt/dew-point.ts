// The dew point, as Tasmota reckons it.

/** The Magnus formula over water: its two numbers, the second in °C. */
const MAGNUS = { factor: 17.62, celsius: 243.5 } as const;

/** In °C; `undefined` for air so dry that there is none. */
export function dewPoint(temperature: number, humidity: number): number | undefined {
  const { factor, celsius } = MAGNUS;
  const gamma = Math.log(humidity / 100) + (factor * temperature) / (celsius + temperature);
  const point = (celsius * gamma) / (factor - gamma);
  return Number.isFinite(point) ? point : undefined;
}
