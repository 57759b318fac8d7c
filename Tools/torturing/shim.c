/* Notes every write and sync of a program in a log, in order, for Tools/torture.
 *
 * Built when it is needed, and preloaded. A record is: kind, file, offset, length (64 bits each),
 * then the bytes. Files are numbered by inode; their names come first. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;

static ssize_t real_write(int fd, const void *bytes, size_t count) {
  static ssize_t (*next)(int, const void *, size_t);
  if (!next) next = dlsym(RTLD_NEXT, "write");
  return next(fd, bytes, count);
}

static void note(uint64_t kind, uint64_t file, uint64_t offset, uint64_t count, const void *bytes) {
  uint64_t head[4] = {kind, file, offset, count};
  pthread_mutex_lock(&lock);
  if (out < 0) {
    const char *path = getenv("TORTURE_LOG");
    if (path) out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  if (out >= 0) {
    real_write(out, head, sizeof head);
    if (count && bytes) real_write(out, bytes, count);
  }
  pthread_mutex_unlock(&lock);
}

static uint64_t inode(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
             ? status.st_ino : 0;
}

enum { OPENED = 1, WRITTEN, TRUNCATED, SYNCED, UNLINKED, RENAMED, PRINTED };

static void note_open(int fd, const char *path) {
  if (fd >= 0 && inode(fd)) note(OPENED, inode(fd), 0, strlen(path), path);
}

#define NEXT(name) static __typeof__(&name) next; if (!next) next = dlsym(RTLD_NEXT, #name)

int open(const char *path, int flags, ...) {
  NEXT(open);
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);
  int fd = next(path, flags, mode);
  if (!getenv("TORTURE_LOG") || strcmp(path, getenv("TORTURE_LOG"))) note_open(fd, path);
  return fd;
}
int open64(const char *path, int flags, ...) {
  NEXT(open64);
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);
  int fd = next(path, flags, mode);
  note_open(fd, path);
  return fd;
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  NEXT(pwrite64);
  ssize_t done = next(fd, bytes, count, offset);
  if (done > 0 && inode(fd)) note(WRITTEN, inode(fd), offset, done, bytes);
  return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  NEXT(pwrite);
  ssize_t done = next(fd, bytes, count, offset);
  if (done > 0 && inode(fd)) note(WRITTEN, inode(fd), offset, done, bytes);
  return done;
}
ssize_t write(int fd, const void *bytes, size_t count) {
  off_t offset = inode(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  if (fd == 1) note(PRINTED, 0, 0, count, bytes);
  ssize_t done = real_write(fd, bytes, count);
  if (fd > 2 && done > 0 && inode(fd)) note(WRITTEN, inode(fd), offset, done, bytes);
  return done;
}
int ftruncate64(int fd, off64_t size) {
  NEXT(ftruncate64);
  int done = next(fd, size);
  if (done == 0) note(TRUNCATED, inode(fd), size, 0, NULL);
  return done;
}
int ftruncate(int fd, off_t size) {
  NEXT(ftruncate);
  int done = next(fd, size);
  if (done == 0) note(TRUNCATED, inode(fd), size, 0, NULL);
  return done;
}
int fsync(int fd) {
  NEXT(fsync);
  int done = next(fd);
  if (done == 0) note(SYNCED, inode(fd), 0, 0, NULL);
  return done;
}
int fdatasync(int fd) {
  NEXT(fdatasync);
  int done = next(fd);
  if (done == 0) note(SYNCED, inode(fd), 0, 0, NULL);
  return done;
}
int unlink(const char *path) {
  NEXT(unlink);
  int done = next(path);
  if (done == 0) note(UNLINKED, 0, 0, strlen(path), path);
  return done;
}
