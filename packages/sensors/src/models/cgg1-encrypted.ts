import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGG1-ENCRYPTED',
  title: 'Qingping thermo-hygrometer, e-ink, CGG1-M',
  maker: 'Qingping',
  miBeacon: [0x0b48],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'The newer CGG1, which encrypts once it is bound.',
  examples: [
    {
      source: 'recorded, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '5058 480b 5d dc3312342d58 0d10 04 ed005b02' },
      gives: { temperature: 23.7, humidity: 60.3 },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: '13c3348730af42bcd00daac7a4688afa',
      serviceData: { fe95: '5859 480b e2 81351f342d58 fd976b72 a06806 30531bc8' },
      gives: { battery: 0 },
    },
  ],
});
