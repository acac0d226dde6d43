/*
 * A library to be loaded before libc (LD_PRELOAD): it counts the calls of a program that touch files below a folder,
 * and at the n-th of them kills or stops the program, tears the write, or lets the call fail. It can also log every
 * call with what was written, make all writes short, and shift the clock. The program knows nothing of it.
 *
 *   FAULT_UNDER   the folder; calls elsewhere pass through
 *   FAULT_CALLS   "change" counts what changes files, "read" counts opening for reading, and reading
 *   FAULT_AT      which call, from 1
 *   FAULT_THEN    "kill", "stop", "torn" (half of a write, then kill), or the number of an error
 *   FAULT_LASTS   set: the calls after it fail as well
 *   FAULT_SHORT   set: the first write to every file takes half, and the one after it fails once with ENOSPC, as on a disk
 *                 that is full for a moment. libuv tries the rest itself and then reports a short write, not an error.
 *   FAULT_LOG     a file to log changing calls to: a line of fields between tabs, then the bytes written
 *   FAULT_TALLY   a file to write the number of counted calls to, at the end
 *   FAULT_CLOCK   seconds to add to the time of day
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 65536
#define REAL(name, ...) ((__typeof__(&name))real(#name))(__VA_ARGS__)

enum { CHANGE = 1, READ = 2 };

static const char *under, *then, *tally;
static size_t under_length;
static int counted, at, error_number, lasts, shorten;
static long clock_shift;
static int log_fd = -1;
static atomic_int count;
static char *path_of[MAX_FD];
static char writable[MAX_FD], shortened[MAX_FD];
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void start(void) {
  const char *calls = getenv("FAULT_CALLS"), *place = getenv("FAULT_AT"), *log = getenv("FAULT_LOG");
  under = getenv("FAULT_UNDER");
  under_length = under ? strlen(under) : 0;
  counted = calls && strcmp(calls, "read") == 0 ? READ : CHANGE;
  at = place ? atoi(place) : 0;
  then = getenv("FAULT_THEN");
  error_number = then ? atoi(then) : 0;
  lasts = getenv("FAULT_LASTS") != NULL;
  tally = getenv("FAULT_TALLY");
  shorten = getenv("FAULT_SHORT") != NULL;
  clock_shift = getenv("FAULT_CLOCK") ? atol(getenv("FAULT_CLOCK")) : 0;
  if (log) log_fd = REAL(open64, log, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
}

__attribute__((destructor)) static void end(void) {
  char text[16];
  if (!tally) return;
  int fd = ((int (*)(const char *, int, ...))real("open64"))(tally, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  int size = snprintf(text, sizeof text, "%d", atomic_load(&count));
  if (REAL(write, fd, text, size) != size) abort();
}

/* The absolute path, or NULL when it is not below the folder. */
static const char *below(int folder, const char *path, char *into) {
  if (!under || !path) return NULL;
  if (path[0] == '/') snprintf(into, PATH_MAX, "%s", path);
  else {
    char base[PATH_MAX / 2];
    if (folder == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) return NULL;
    } else {
      char link[64];
      snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
      ssize_t length = readlink(link, base, sizeof base - 1);
      if (length < 0) return NULL;
      base[length] = 0;
    }
    snprintf(into, PATH_MAX, "%s/%.2000s", base, path);
  }
  if (strncmp(into, under, under_length) != 0 || (into[under_length] != '/' && into[under_length] != 0)) return NULL;
  return into;
}

static const char *opened(int fd) { return fd >= 0 && fd < MAX_FD ? path_of[fd] : NULL; }

/* What is to happen at this call: 0 nothing, an error number, or -1 for a torn write. */
static int meet(int kind) {
  if (kind != counted) return 0;
  int now = atomic_fetch_add(&count, 1) + 1;
  if (!at || (now != at && !(lasts && now > at))) return 0;
  if (error_number) return error_number;
  if (strcmp(then, "torn") == 0) return -1;
  if (strcmp(then, "stop") == 0) raise(SIGSTOP);
  else kill(getpid(), SIGKILL), pause();
  return 0;
}

static unsigned long inode_at(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? found.st_ino : 0;
}

static unsigned long inode_of(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

static void note(const char *call, unsigned long inode, const char *path, const char *other, long offset, const void *data,
                 long length) {
  if (log_fd < 0) return;
  int kept = errno;
  char line[2 * PATH_MAX + 128];
  int size = snprintf(line, sizeof line, "%s\t%lu\t%s\t%s\t%ld\t%ld\t%d\n", call, inode, path, other, offset,
                      data ? length : 0, atomic_load(&count));
  pthread_mutex_lock(&log_lock);
  if (REAL(write, log_fd, line, size) != size || (data && REAL(write, log_fd, data, length) != length)) abort();
  pthread_mutex_unlock(&log_lock);
  errno = kept;
}

#define FAIL_OR(met, act) ((met) > 0 ? (errno = (met), -1) : (act))
#define DIE_IF_TORN(met) \
  if ((met) < 0) kill(getpid(), SIGKILL), pause()

static int open_it(int folder, const char *path, int flags, mode_t mode) {
  char into[PATH_MAX];
  const char *place = below(folder, path, into);
  int changes = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
  int met = place ? meet(changes || (flags & O_DIRECTORY) ? CHANGE : READ) : 0;
  int is_new = place && (flags & O_CREAT) && inode_at(place) == 0;
  int fd = FAIL_OR(met, ((int (*)(int, const char *, int, ...))real("openat64"))(folder, path, flags, mode));
  if (fd >= 0 && fd < MAX_FD) {
    path_of[fd] = place ? strdup(place) : NULL;
    writable[fd] = changes;
    shortened[fd] = 0;
  }
  if (place && changes && fd >= 0) note(is_new ? "create" : flags & O_TRUNC ? "truncate" : "open", inode_of(fd), place, "", 0, NULL, 0);
  DIE_IF_TORN(met);
  return fd;
}

#define MODE_OF(flags)                              \
  mode_t mode = 0;                                  \
  if ((flags) & (O_CREAT | O_TMPFILE)) {            \
    va_list rest;                                   \
    va_start(rest, flags);                          \
    mode = va_arg(rest, mode_t);                    \
    va_end(rest);                                   \
  }

int open(const char *path, int flags, ...) { MODE_OF(flags) return open_it(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return open_it(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_it(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_it(folder, path, flags, mode); }

int close(int fd) {
  const char *place = opened(fd);
  int met = place && writable[fd] ? meet(CHANGE) : 0;
  if (place) path_of[fd] = NULL;
  int done = REAL(close, fd);
  if (met > 0) return errno = met, -1;
  DIE_IF_TORN(met);
  return done;
}

/* A write of one piece; whatever the call was, it may take less than it was given. */
static ssize_t write_it(int fd, const void *data, size_t length, off_t offset) {
  const char *place = opened(fd);
  int met = place ? meet(CHANGE) : 0;
  size_t wanted = length;
  if (place && length > 1 && met < 0) wanted = length / 2;
  if (place && shorten && !met && length > 1 && shortened[fd] < 2) {
    if (shortened[fd]++) met = ENOSPC;
    else wanted = length / 2;
  }
  off_t position = place && offset < 0 ? lseek(fd, 0, SEEK_CUR) : offset;
  ssize_t done = FAIL_OR(met, offset < 0 ? REAL(write, fd, data, wanted) : REAL(pwrite64, fd, data, wanted, offset));
  if (place && done > 0) note("write", inode_of(fd), place, "", position, data, done);
  DIE_IF_TORN(met);
  return done;
}

ssize_t write(int fd, const void *data, size_t length) { return write_it(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_it(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return write_it(fd, data, length, offset); }

ssize_t writev(int fd, const struct iovec *pieces, int number) {
  if (!opened(fd)) return REAL(writev, fd, pieces, number);
  return number == 0 ? 0 : write_it(fd, pieces[0].iov_base, pieces[0].iov_len, -1);
}
ssize_t pwritev64(int fd, const struct iovec *pieces, int number, off64_t offset) {
  if (!opened(fd)) return REAL(pwritev64, fd, pieces, number, offset);
  return number == 0 ? 0 : write_it(fd, pieces[0].iov_base, pieces[0].iov_len, offset);
}

ssize_t read(int fd, void *into, size_t length) {
  int met = opened(fd) ? meet(READ) : 0;
  return FAIL_OR(met, REAL(read, fd, into, length));
}
ssize_t pread64(int fd, void *into, size_t length, off64_t offset) {
  int met = opened(fd) ? meet(READ) : 0;
  return FAIL_OR(met, REAL(pread64, fd, into, length, offset));
}

static int sync_it(const char *name, int fd) {
  const char *place = opened(fd);
  int met = place ? meet(CHANGE) : 0;
  int done = FAIL_OR(met, ((int (*)(int))real(name))(fd));
  if (place && done == 0) note("sync", inode_of(fd), place, "", 0, NULL, 0);
  DIE_IF_TORN(met);
  return done;
}
int fsync(int fd) { return sync_it("fsync", fd); }
int fdatasync(int fd) { return sync_it("fdatasync", fd); }
int ftruncate64(int fd, off64_t length) {
  int met = opened(fd) ? meet(CHANGE) : 0;
  return FAIL_OR(met, REAL(ftruncate64, fd, length));
}
int fchmod(int fd, mode_t mode) {
  int met = opened(fd) ? meet(CHANGE) : 0;
  return FAIL_OR(met, REAL(fchmod, fd, mode));
}

/* A call that changes one name. */
#define NAME_CALL(call, folder, path, act)                                           \
  char into[PATH_MAX];                                                               \
  const char *place = below(folder, path, into);                                     \
  int met = place ? meet(CHANGE) : 0;                                                \
  int done = FAIL_OR(met, act);                                                      \
  if (place && done == 0) note(call, inode_at(place), place, "", 0, NULL, 0);        \
  DIE_IF_TORN(met);                                                                  \
  return done;

int mkdir(const char *path, mode_t mode) { NAME_CALL("mkdir", AT_FDCWD, path, REAL(mkdir, path, mode)) }
int mkdirat(int folder, const char *path, mode_t mode) { NAME_CALL("mkdir", folder, path, REAL(mkdirat, folder, path, mode)) }
int unlink(const char *path) { NAME_CALL("remove", AT_FDCWD, path, REAL(unlink, path)) }
int unlinkat(int folder, const char *path, int flags) { NAME_CALL("remove", folder, path, REAL(unlinkat, folder, path, flags)) }
int rmdir(const char *path) { NAME_CALL("remove", AT_FDCWD, path, REAL(rmdir, path)) }
int remove(const char *path) { NAME_CALL("remove", AT_FDCWD, path, REAL(remove, path)) }
int chmod(const char *path, mode_t mode) { NAME_CALL("chmod", AT_FDCWD, path, REAL(chmod, path, mode)) }
int symlink(const char *target, const char *path) { NAME_CALL("symlink", AT_FDCWD, path, REAL(symlink, target, path)) }

/* A call that gives something a second or another name. */
#define TWO_NAMES(call, from_folder, from, to_folder, to, act)                                     \
  char from_into[PATH_MAX], to_into[PATH_MAX];                                                     \
  const char *from_place = below(from_folder, from, from_into), *to_place = below(to_folder, to, to_into); \
  int met = to_place ? meet(CHANGE) : 0;                                                           \
  int done = FAIL_OR(met, act);                                                                    \
  if (to_place && done == 0) note(call, inode_at(to_place), from_place ? from_place : from, to_place, 0, NULL, 0); \
  DIE_IF_TORN(met);                                                                                \
  return done;

int rename(const char *from, const char *to) { TWO_NAMES("rename", AT_FDCWD, from, AT_FDCWD, to, REAL(rename, from, to)) }
int renameat(int a, const char *from, int b, const char *to) { TWO_NAMES("rename", a, from, b, to, REAL(renameat, a, from, b, to)) }
int renameat2(int a, const char *from, int b, const char *to, unsigned int flags) {
  TWO_NAMES("rename", a, from, b, to, REAL(renameat2, a, from, b, to, flags))
}
int link(const char *from, const char *to) { TWO_NAMES("link", AT_FDCWD, from, AT_FDCWD, to, REAL(link, from, to)) }
int linkat(int a, const char *from, int b, const char *to, int flags) {
  TWO_NAMES("link", a, from, b, to, REAL(linkat, a, from, b, to, flags))
}

int clock_gettime(clockid_t id, struct timespec *now) {
  int done = REAL(clock_gettime, id, now);
  if (done == 0 && id == CLOCK_REALTIME) now->tv_sec += clock_shift;
  return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int done = ((int (*)(struct timeval *, void *))real("gettimeofday"))(now, zone);
  if (done == 0) now->tv_sec += clock_shift;
  return done;
}
