/* A bad line: stands between a client and the socket of a server, and cuts connections after a
 * random number of bytes, of the client's or of the server's; when it has cut as often as was
 * asked for, it lets all through. What it cuts of the server's bytes is an answer that is lost
 * after the work was done.
 *
 *   cutter SOCKET SERVER CUTS SEED    says "ready", then one line for each cut */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { AT_ONCE = 1 << 16, SERVER_MOST = 1500 };

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static struct sockaddr_un address(const char *path)
{
    struct sockaddr_un out = {.sun_family = AF_UNIX};
    snprintf(out.sun_path, sizeof(out.sun_path), "%s", path);
    return out;
}

static int listen_at(const char *path)
{
    struct sockaddr_un at = address(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 16) != 0)
        return -1;
    return fd;
}

static int connect_to(const char *path)
{
    struct sockaddr_un at = address(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0)
        return fd;
    close(fd);
    return -1;
}

static bool put(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t some = write(fd, bytes, n);
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return false;
        bytes += some;
        n -= (size_t)some;
    }
    return true;
}

/* One direction: false at its end; *left: bytes until it is cut, below zero never. */
static bool pass(int from, int to, long *left)
{
    static char bytes[AT_ONCE];
    ssize_t n = read(from, bytes, sizeof(bytes));
    if (n <= 0)
        return false;
    if (*left >= 0 && n >= *left) {
        put(to, bytes, (size_t)*left);
        *left = 0;
        return false;
    }
    if (*left > 0)
        *left -= n;
    return put(to, bytes, (size_t)n);
}

/* *left of one side becomes 0 when it was cut. */
static void relay(int client, int server, long left[2])
{
    struct pollfd both[2] = {{.fd = client, .events = POLLIN},
                             {.fd = server, .events = POLLIN}};
    for (;;) {
        if (poll(both, 2, -1) < 0)
            continue;
        if (both[0].revents && !pass(client, server, &left[0]))
            return;
        if (both[1].revents && !pass(server, client, &left[1]))
            return;
    }
}

/* The server says little while it is sent to: more of its bytes would never come. */
static long cut_after(uint64_t *state, int side)
{
    uint64_t most = side ? SERVER_MOST : (uint64_t)1 << (6 + random_next(state) % 9);
    return (long)(random_next(state) % most);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    uint64_t state = strtoull(argv[4], NULL, 10) * 2654435761U + 88172645463325252U;
    long cuts = strtol(argv[3], NULL, 10), done = 0;
    int listening = listen_at(argv[1]);
    signal(SIGPIPE, SIG_IGN);
    if (listening < 0)
        return 1;
    puts("ready");
    fflush(stdout);
    for (;;) {
        int client = accept(listening, NULL, NULL), server = connect_to(argv[2]);
        long left[2] = {-1, -1}, after = 0;
        int side = (int)(random_next(&state) % 2);
        if (done < cuts) {
            after = left[side] = cut_after(&state, side);
        }
        if (client >= 0 && server >= 0)
            relay(client, server, left);
        close(client);
        close(server);
        if (done < cuts && left[side] == 0) {
            done++;
            printf("%ld: %s after %ld bytes\n", done, side ? "server" : "client", after);
            fflush(stdout);
        }
    }
}
