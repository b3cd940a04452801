/* A read that a signal ended early is gone on with, until the room is full or the file ends. */
#include "config.h"

#include "seal/whole.h"

#include <errno.h>
#include <unistd.h>

ssize_t seal_read_whole(int fd, unsigned char *to, size_t room)
{
    size_t n = 0;

    while (n < room) {
        ssize_t some = read(fd, to + n, room - n);
        if (some < 0 && errno == EINTR)
            continue;
        if (some < 0)
            return -1;
        if (some == 0)
            break;
        n += (size_t)some;
    }
    return (ssize_t)n;
}
