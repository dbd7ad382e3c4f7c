/* LD_PRELOAD shim for BlueZ 5.66 tools on a kernel with neither Bluetooth nor AF_ALG.
 *
 * btvirt closes every client because it opens AF_ALG sockets ("ecb(aes)", "cmac(aes)",
 * 128-bit keys, encrypt only); they are answered here in user space.
 * btvirt listens at fixed paths under /tmp; where BTVIRT_FOLDER is set they are in that folder,
 * so that any number of them run side by side.
 * btmon -r dereferences a null connection on ATT Read By Type when the local hciN cannot
 * be asked for its address; HCIGETDEVINFO is answered here with "up, address zero".
 *
 * cc -shared -fPIC -O2 -o bluez_shim.so bluez_shim.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define BT_FAMILY 31
#define GETDEVINFO 0x800448d3ul
#define ALG_FAMILY 38
#define ALG_LEVEL 279
#define MAXFD 4096

enum { NONE, ECB, CMAC, RAWHCI };
static struct slot { int kind, op, ready; uint8_t key[16], out[16]; } slot[MAXFD];

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)
static struct slot *alg(int fd) { return fd >= 0 && fd < MAXFD && slot[fd].kind ? &slot[fd] : 0; }

static uint8_t sb[256]; static int sb_done;
static uint8_t xt(uint8_t a) { return (uint8_t)(a << 1) ^ (a & 0x80 ? 0x1b : 0); }
static uint8_t mul(uint8_t a, uint8_t b) { uint8_t r = 0; for (; b; b >>= 1, a = xt(a)) if (b & 1) r ^= a; return r; }
static void mk_sbox(void) {
    for (int i = 0; i < 256; i++) {
        uint8_t inv = 0;
        for (int j = 1; i && j < 256; j++) if (mul(i, j) == 1) { inv = j; break; }
        uint8_t s = inv;
        for (int k = 1; k < 5; k++) s ^= (uint8_t)(inv << k | inv >> (8 - k));
        sb[i] = s ^ 0x63;
    }
    sb_done = 1;
}
static void aes(const uint8_t k[16], const uint8_t in[16], uint8_t out[16]) {
    if (!sb_done) mk_sbox();
    uint8_t w[176], s[16], t[16], rc = 1;
    memcpy(w, k, 16);
    for (int i = 16; i < 176; i += 4) {
        uint8_t q[4]; memcpy(q, w + i - 4, 4);
        if (i % 16 == 0) { uint8_t z = q[0]; q[0] = sb[q[1]] ^ rc; q[1] = sb[q[2]]; q[2] = sb[q[3]]; q[3] = sb[z]; rc = xt(rc); }
        for (int j = 0; j < 4; j++) w[i + j] = w[i + j - 16] ^ q[j];
    }
    for (int i = 0; i < 16; i++) s[i] = in[i] ^ w[i];
    for (int r = 1; r <= 10; r++) {
        for (int c = 0; c < 4; c++) for (int y = 0; y < 4; y++) t[4 * c + y] = sb[s[4 * ((c + y) % 4) + y]];
        if (r < 10) for (int c = 0; c < 4; c++) {
            uint8_t *p = t + 4 * c, a = p[0], b = p[1], d = p[2], e = p[3];
            p[0] = xt(a) ^ xt(b) ^ b ^ d ^ e; p[1] = a ^ xt(b) ^ xt(d) ^ d ^ e;
            p[2] = a ^ b ^ xt(d) ^ xt(e) ^ e; p[3] = xt(a) ^ a ^ b ^ d ^ xt(e);
        }
        for (int i = 0; i < 16; i++) s[i] = t[i] ^ w[16 * r + i];
    }
    memcpy(out, s, 16);
}
static void dbl(uint8_t b[16]) { uint8_t c = b[0] >> 7; for (int i = 0; i < 15; i++) b[i] = b[i] << 1 | b[i + 1] >> 7; b[15] = b[15] << 1 ^ (c ? 0x87 : 0); }
static void cmac(const uint8_t k[16], const uint8_t *m, size_t n, uint8_t out[16]) {
    uint8_t x[16] = {0}, k1[16] = {0};
    aes(k, k1, k1); dbl(k1);
    while (n > 16) { for (int i = 0; i < 16; i++) x[i] ^= m[i]; aes(k, x, x); m += 16; n -= 16; }
    if (n < 16) dbl(k1);
    for (size_t i = 0; i < n; i++) x[i] ^= m[i];
    if (n < 16) x[n] ^= 0x80;
    for (int i = 0; i < 16; i++) x[i] ^= k1[i];
    aes(k, x, out);
}

int socket(int d, int t, int p) {
    REAL(socket);
    if (d != ALG_FAMILY && !(d == BT_FAMILY && p == 1)) return real(d, t, p);
    int fd = real(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0 || fd >= MAXFD) { errno = EMFILE; return -1; }
    memset(&slot[fd], 0, sizeof slot[fd]); slot[fd].kind = d == BT_FAMILY ? RAWHCI : ECB;
    return fd;
}
int ioctl(int fd, unsigned long req, ...) {
    REAL(ioctl);
    va_list ap; va_start(ap, req); void *arg = va_arg(ap, void *); va_end(ap);
    struct slot *s = alg(fd);
    if (!s || s->kind != RAWHCI) return real(fd, req, arg);
    if (req != GETDEVINFO) { errno = ENODEV; return -1; }
    memset((uint8_t *)arg + 2, 0, 14); /* name, address */
    *(uint32_t *)((uint8_t *)arg + 16) = 1; /* HCI_UP */
    return 0;
}
#define PREFIX "/tmp/bt-server-"
static const char *moved(const char *path, char *to, size_t size) {
    const char *folder = getenv("BTVIRT_FOLDER");
    if (!folder || strncmp(path, PREFIX, sizeof PREFIX - 1)) return path;
    return (size_t)snprintf(to, size, "%s/%s", folder, path + sizeof PREFIX - 1) < size ? to : path;
}
int unlink(const char *path) {
    REAL(unlink);
    char to[108];
    return real(moved(path, to, sizeof to));
}
int bind(int fd, const struct sockaddr *a, socklen_t n) {
    REAL(bind);
    struct slot *s = alg(fd);
    if (!s && a->sa_family == AF_UNIX && n == sizeof(struct sockaddr_un)) {
        struct sockaddr_un un; memcpy(&un, a, sizeof un);
        char to[sizeof un.sun_path];
        const char *path = moved(un.sun_path, to, sizeof to);
        if (path == to) strcpy(un.sun_path, to);
        return real(fd, (struct sockaddr *)&un, sizeof un);
    }
    if (!s || s->kind == RAWHCI) return real(fd, a, n);
    const char *name = (const char *)a + 24; /* family, 14 bytes of type, feat, mask */
    if (!strcmp(name, "ecb(aes)")) s->kind = ECB;
    else if (!strcmp(name, "cmac(aes)")) s->kind = CMAC;
    else { errno = ENOENT; return -1; }
    return 0;
}
int setsockopt(int fd, int lvl, int opt, const void *v, socklen_t n) {
    REAL(setsockopt);
    struct slot *s = alg(fd);
    if (!s || lvl != ALG_LEVEL) return real(fd, lvl, opt, v, n);
    if (opt != 1 || n != 16) { errno = EINVAL; return -1; }
    memcpy(s->key, v, 16);
    return 0;
}
int accept(int fd, struct sockaddr *restrict a, socklen_t *restrict n) {
    REAL(accept);
    struct slot *s = alg(fd);
    if (!s) return real(fd, a, n);
    int f = dup(fd);
    if (f < 0 || f >= MAXFD) { errno = EMFILE; return -1; }
    slot[f] = *s; slot[f].op = 1; slot[f].ready = 0;
    return f;
}
static ssize_t feed(struct slot *s, const void *b, size_t n) {
    if (s->kind == CMAC) cmac(s->key, b, n, s->out);
    else if (n == 16) aes(s->key, b, s->out);
    else { errno = EINVAL; return -1; }
    s->ready = 1;
    return n;
}
ssize_t send(int fd, const void *b, size_t n, int fl) {
    REAL(send);
    struct slot *s = alg(fd);
    return s && s->op ? feed(s, b, n) : real(fd, b, n, fl);
}
ssize_t sendmsg(int fd, const struct msghdr *m, int fl) {
    REAL(sendmsg);
    struct slot *s = alg(fd);
    if (!s || !s->op) return real(fd, m, fl);
    uint8_t buf[512]; size_t n = 0;
    for (size_t i = 0; i < (size_t)m->msg_iovlen; i++) {
        if (n + m->msg_iov[i].iov_len > sizeof buf) { errno = EMSGSIZE; return -1; }
        memcpy(buf + n, m->msg_iov[i].iov_base, m->msg_iov[i].iov_len); n += m->msg_iov[i].iov_len;
    }
    return feed(s, buf, n);
}
ssize_t read(int fd, void *b, size_t n) {
    REAL(read);
    struct slot *s = alg(fd);
    if (!s || !s->op || !s->ready) return real(fd, b, n);
    if (n > 16) n = 16;
    memcpy(b, s->out, n); s->ready = 0;
    return n;
}
int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < MAXFD) slot[fd].kind = NONE;
    return real(fd);
}
