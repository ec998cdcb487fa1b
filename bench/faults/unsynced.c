/* Loaded before the C library of a node: keeps, outside of the process, what each write replaces, until the file is synced.
 * After kill -9 whoever started it lays the old bytes back (unsynced.py), and the disk is as a power cut may leave it:
 * everything that was synced is there, nothing else is. Only files below $FAULTS_UNSYNCED are looked at. What was created
 * or deleted stays so. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t), (*real_fsync)(int), (*real_fdatasync)(int);
static const char *below, *kept;

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    below = getenv("FAULTS_UNSYNCED");
    kept = getenv("FAULTS_UNDO");
}

/* Opens the log of a file of ours; -1 for any other file. The log's name is the file's inode. */
static int log_of(int fd, int flags) {
    char link[64], path[PATH_MAX], name[PATH_MAX];
    struct stat about;
    ssize_t length;
    if (!below || !kept || fstat(fd, &about) || !S_ISREG(about.st_mode)) return -1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if ((length = readlink(link, path, sizeof path - 1)) < 0) return -1;
    path[length] = 0;
    if (strncmp(path, below, strlen(below)) || strstr(path, "-shm")) return -1;
    snprintf(name, sizeof name, "%s/%llu", kept, (unsigned long long)about.st_ino);
    return open(name, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
}

/* One record: where, how long the file was, how many old bytes follow. It is written before the file is. */
static void keep(int fd, off_t at, size_t size) {
    int log = log_of(fd, O_APPEND);
    struct stat about;
    if (log < 0) return;
    if (!fstat(fd, &about)) {
        int64_t head[3] = {at, about.st_size, 0};
        if (at < about.st_size) head[2] = about.st_size - at < (off_t)size ? about.st_size - at : (off_t)size;
        char *record = malloc(sizeof head + head[2]);
        /* The descriptor may be for writing only: read through a way of its own. */
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        int reading = open(link, O_RDONLY | O_CLOEXEC);
        if (pread(reading, record + sizeof head, head[2], at) != head[2]) abort();
        close(reading);
        memcpy(record, head, sizeof head);
        if (real_write(log, record, sizeof head + head[2]) < 0) abort();
        free(record);
    }
    close(log);
}

static int forget(int fd, int (*real)(int)) {
    pthread_mutex_lock(&one_at_a_time);
    int result = real(fd), why = errno, log = result ? -1 : log_of(fd, O_TRUNC);
    if (log >= 0) close(log);
    pthread_mutex_unlock(&one_at_a_time);
    errno = why;
    return result;
}

#define GUARDED(type, before, call)             \
    pthread_mutex_lock(&one_at_a_time);         \
    before;                                     \
    type result = call;                         \
    int why = errno;                            \
    pthread_mutex_unlock(&one_at_a_time);       \
    errno = why;                                \
    return result;

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
    GUARDED(ssize_t, keep(fd, at, size), real_pwrite(fd, data, size, at))
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }
ssize_t write(int fd, const void *data, size_t size) {
    struct stat about;
    if (!below || fstat(fd, &about) || !S_ISREG(about.st_mode)) return real_write(fd, data, size);
    GUARDED(ssize_t, keep(fd, (fcntl(fd, F_GETFL) & O_APPEND) ? about.st_size : lseek(fd, 0, SEEK_CUR), size), real_write(fd, data, size))
}
int ftruncate64(int fd, off_t size) {
    struct stat about;
    if (fstat(fd, &about)) return -1;
    GUARDED(int, keep(fd, size, about.st_size > size ? about.st_size - size : 0), real_ftruncate(fd, size))
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
int fsync(int fd) { return forget(fd, real_fsync); }
int fdatasync(int fd) { return forget(fd, real_fdatasync); }
