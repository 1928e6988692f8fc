import { expect, test } from 'vitest';
import { judgeTrace } from '../../e2e/support/socket-trace.ts';

test('local sockets, netlink and questions about interfaces are no use of the network', () => {
  const report = judgeTrace(
    [
      '10 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 16',
      '10 connect(16, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20) = 0',
      '11 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 49',
      '11 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP <unfinished ...>',
      '10 ioctl(3, TCGETS, 0x7ffc) = -1 ENOTTY (Inappropriate ioctl for device)',
      '11 <... socket resumed>)             = 46',
      '11 ioctl(46, SIOCGIFNAME, {ifr_ifindex=4, ifr_name="eth0"}) = 0',
    ].join('\n'),
  );
  expect(report).toEqual({
    violations: [],
    localNames: ['@/tmp/.X11-unix/X0'],
    netlinkKinds: ['NETLINK_ROUTE'],
    interfaceQuestions: 1,
    threads: 2,
  });
});

test.each([
  ['a stream socket', ['7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 5']],
  ['a raw packet socket', ['7 socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) = 5']],
  ['a datagram socket that is kept', ['7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 5']],
  [
    'a datagram socket that is connected',
    [
      '7 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 5',
      '7 connect(5, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr)}, 28) = 0',
    ],
  ],
  [
    'a datagram sent after the question',
    [
      '7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 5',
      '7 ioctl(5, SIOCGIFNAME, {ifr_ifindex=4, ifr_name="eth0"}) = 0',
      '8 sendto(5, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("8.8.8.8")}, 16) = 1',
    ],
  ],
  [
    'an address that is bound',
    ['7 bind(5, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("0.0.0.0")}, 16) = 0'],
  ],
])('%s is a violation', (_what, lines) => {
  expect(judgeTrace(lines.join('\n')).violations).not.toEqual([]);
});
