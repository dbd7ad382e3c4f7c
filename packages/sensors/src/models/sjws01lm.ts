import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'SJWS01LM',
  title: 'Mijia water leak sensor',
  maker: 'Xiaomi',
  miBeacon: [0x0863],
  tasmota: { name: 'SJWS01L', pid: 0x0863, feat: 9344 },
  exposes: ['waterLeak', 'battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells presses of its button too.',
  examples: [
    {
      source: 'recorded, published by OpenMQTTGateway',
      recorded: true,
      key: 'b865b76ebf9271b16862b3175bf31693',
      serviceData: { fe95: '5859 6308 05 9634e044ef54 87567fa3 000000 9b1a91b9' },
      gives: { waterLeak: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: 'd5222557e3a8ea015aabb4a3086407b0',
      serviceData: { fe95: '5859 6308 04 314cef44ef54 4b6208a12cb0 000000 06bf4d0a' },
      gives: { events: [{ source: 'button', type: 'long_press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: 'd5222557e3a8ea015aabb4a3086407b0',
      serviceData: { fe95: '5859 6308 06 314cef44ef54 e32bb53d 000000 74aa677d' },
      gives: { battery: 17 },
    },
  ],
});
