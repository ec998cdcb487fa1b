/* Loaded before the C library of a node or of PostgreSQL: keeps, outside of the process, what each write replaces, until the
 * file is synced. After kill -9 whoever started it lays the old bytes back (unsynced.py), and the disk is as a power cut may
 * leave it: everything that was synced is there, nothing else is. Only files below $FAULTS_UNSYNCED are looked at. What was
 * created, renamed or deleted stays so; O_TRUNC, O_DSYNC, mmap and stdio are not looked at (neither server keeps rows by them;
 * sync_file_range promises nothing and so takes nothing from the logs). $FAULTS_SYNC_US makes each sync take so much longer.
 *
 * There is one log for each file, named by its inode, and a write and its record are made under an exclusive flock of it:
 * whichever thread or process writes, the order of the records is that of the writes. The kernel drops the lock of the dead. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t), (*real_fsync)(int), (*real_fdatasync)(int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_unlink)(const char *), (*real_rename)(const char *, const char *);
static const char *below, *kept;
static useconds_t longer;

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    longer = getenv("FAULTS_SYNC_US") ? atoi(getenv("FAULTS_SYNC_US")) : 0;
    /* Copies: PostgreSQL writes its process title over its environment. */
    below = getenv("FAULTS_UNSYNCED") ? strdup(getenv("FAULTS_UNSYNCED")) : NULL;
    kept = getenv("FAULTS_UNDO") ? strdup(getenv("FAULTS_UNDO")) : NULL;
}

/* Opens and locks the log of a file of ours; -1 for any other file. Closing it unlocks it. */
static int log_of(int fd) {
    char link[64], path[PATH_MAX], name[PATH_MAX];
    struct stat about;
    ssize_t length;
    if (!below || !kept || fstat(fd, &about) || !S_ISREG(about.st_mode)) return -1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if ((length = readlink(link, path, sizeof path - 1)) < 0) return -1;
    path[length] = 0;
    /* SQLite's index of its log is in memory, and is made anew. */
    if (strncmp(path, below, strlen(below)) || (length > 4 && !strcmp(path + length - 4, "-shm"))) return -1;
    snprintf(name, sizeof name, "%s/%llu", kept, (unsigned long long)about.st_ino);
    int log = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND, 0600);
    if (log < 0) abort();
    while (flock(log, LOCK_EX))
        if (errno != EINTR) abort();
    return log;
}

/* One record: where, how long the file was, how many old bytes follow. It is written before the file is. */
static void keep(int log, int fd, off_t at, size_t size) {
    struct stat about;
    char link[64];
    if (fstat(fd, &about)) abort();
    int64_t head[3] = {at, about.st_size, 0};
    if (at < about.st_size) head[2] = about.st_size - at < (off_t)size ? about.st_size - at : (off_t)size;
    char *record = malloc(sizeof head + head[2]);
    memcpy(record, head, sizeof head);
    /* The descriptor may be for writing only: read through a way of its own. */
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int reading = head[2] ? open(link, O_RDONLY | O_CLOEXEC) : -1;
    if (head[2] && pread(reading, record + sizeof head, head[2], at) != head[2]) abort();
    if (reading >= 0) close(reading);
    if (real_write(log, record, sizeof head + head[2]) != (ssize_t)(sizeof head + head[2])) abort();
    free(record);
}

static int forget(int fd, int (*real)(int)) {
    if (longer && below) usleep(longer);
    int log = log_of(fd), result = real(fd), why = errno;
    if (log >= 0 && !result && real_ftruncate(log, 0)) abort();
    if (log >= 0) close(log);
    errno = why;
    return result;
}

/* An inode that goes may come again as another file, whose writes are none of the old one's. */
static void forget_path(const char *path) {
    int why = errno, fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0) {
        struct stat about;
        int log = fstat(fd, &about) || about.st_nlink > 1 ? -1 : log_of(fd);
        if (log >= 0 && real_ftruncate(log, 0)) abort();
        if (log >= 0) close(log);
        close(fd);
    }
    errno = why;
}

#define KEPT(type, at, size, call)       \
    int log = log_of(fd);                \
    if (log >= 0) keep(log, fd, at, size); \
    type result = call;                  \
    int why = errno;                     \
    if (log >= 0) close(log);            \
    errno = why;                         \
    return result;

static off_t size_of(int fd) {
    struct stat about;
    return fstat(fd, &about) ? 0 : about.st_size;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) { KEPT(ssize_t, at, size, real_pwrite(fd, data, size, at)) }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) {
    size_t size = 0;
    for (int i = 0; i < count; i++) size += parts[i].iov_len;
    KEPT(ssize_t, at, size, real_pwritev(fd, parts, count, at))
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }
ssize_t write(int fd, const void *data, size_t size) {
    KEPT(ssize_t, (fcntl(fd, F_GETFL) & O_APPEND) ? size_of(fd) : lseek(fd, 0, SEEK_CUR), size, real_write(fd, data, size))
}
int ftruncate64(int fd, off_t size) {
    KEPT(int, size, size_of(fd) > size ? size_of(fd) - size : 0, real_ftruncate(fd, size))
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
int truncate64(const char *path, off_t size) {
    int fd = open(path, O_WRONLY | O_CLOEXEC), result = fd < 0 ? -1 : ftruncate64(fd, size), why = errno;
    if (fd >= 0) close(fd);
    errno = why;
    return result;
}
int truncate(const char *path, off_t size) { return truncate64(path, size); }
int unlink(const char *path) {
    forget_path(path);
    return real_unlink(path);
}
int rename(const char *from, const char *to) {
    struct stat one, other;
    if (stat(from, &one) || stat(to, &other) || one.st_ino != other.st_ino) forget_path(to);
    return real_rename(from, to);
}
int fsync(int fd) { return forget(fd, real_fsync); }
int fdatasync(int fd) { return forget(fd, real_fdatasync); }
