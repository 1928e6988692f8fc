/*
 * Loaded into a process before its own code (LD_PRELOAD): kills it at the Nth call that changes a file, before the call, after it, or
 * with half of what was to be written on its way. CAIRN_KILL_AT=N, CAIRN_KILL_HOW=before|after|half.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static long kill_at;
static char how = 'b';

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("CAIRN_KILL_AT"), *way = getenv("CAIRN_KILL_HOW");
  kill_at = at == NULL ? 0 : atol(at);
  if (way != NULL) how = way[0];
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* True when the process is to end after this call. */
static int count(void) {
  if (kill_at == 0 || atomic_fetch_add(&calls, 1) + 1 != kill_at) return 0;
  if (how == 'b') die();
  return 1;
}

static int is_file(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

#define WRAP(type, name, parameters, arguments, counted, half) \
  type name parameters {                                       \
    static type(*real) parameters;                             \
    if (real == NULL) real = dlsym(RTLD_NEXT, #name);          \
    if (!(counted)) return real arguments;                     \
    int ends = count();                                        \
    if (ends && how == 'h') {                                  \
      half;                                                    \
      die();                                                   \
    }                                                          \
    type result = real arguments;                              \
    if (ends) die();                                           \
    return result;                                             \
  }

WRAP(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size), is_file(fd), real(fd, from, size / 2))
WRAP(ssize_t, writev, (int fd, const struct iovec *parts, int n), (fd, parts, n), is_file(fd), )
WRAP(ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at), 1,
     real(fd, from, size / 2, at))
WRAP(ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), 1,
     real(fd, from, size / 2, at))
WRAP(int, ftruncate, (int fd, off_t size), (fd, size), 1, )
WRAP(int, ftruncate64, (int fd, off64_t size), (fd, size), 1, )
WRAP(int, fsync, (int fd), (fd), 1, )
WRAP(int, fdatasync, (int fd), (fd), 1, )
WRAP(int, rename, (const char *from, const char *to), (from, to), 1, )
WRAP(int, unlink, (const char *path), (path), 1, )
WRAP(int, link, (const char *from, const char *to), (from, to), 1, )
WRAP(ssize_t, copy_file_range, (int in, off64_t *from, int out, off64_t *to, size_t size, unsigned int flags),
     (in, from, out, to, size, flags), 1, real(in, from, out, to, size / 2, flags))
WRAP(ssize_t, sendfile64, (int out, int in, off64_t *from, size_t size), (out, in, from, size), is_file(out),
     real(out, in, from, size / 2))
