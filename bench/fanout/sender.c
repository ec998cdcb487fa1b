/* The floor nobody can beat: accepts N sockets, then writes the same bytes to each of them, round after round.
   Usage: sender N BYTES INTERVAL_US ROUNDS. Prints the port, then after the last round the CPU seconds of the rounds. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double cpu_seconds(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    int count = atoi(argv[1]), size = atoi(argv[2]), interval = atoi(argv[3]), rounds = atoi(argv[4]);
    int door = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    if (bind(door, (struct sockaddr *)&at, sizeof at) || listen(door, 1024)) return 1;
    getsockname(door, (struct sockaddr *)&at, &length);
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    int *sockets = malloc(sizeof(int) * count);
    for (int i = 0; i < count; i++) {
        sockets[i] = accept(door, NULL, NULL);
        setsockopt(sockets[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    char *frame = calloc(1, size);
    int payload = size - 4;
    frame[0] = (char)0x82; /* a binary WebSocket frame with a 16-bit length */
    frame[1] = 126;
    frame[2] = (char)(payload >> 8);
    frame[3] = (char)payload;
    double before = cpu_seconds();
    struct timespec due;
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++)
            if (send(sockets[i], frame, size, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) continue;
        due.tv_nsec += interval * 1000L;
        while (due.tv_nsec >= 1000000000L) { due.tv_nsec -= 1000000000L; due.tv_sec++; }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    }
    printf("%.6f\n", cpu_seconds() - before);
    return 0;
}
