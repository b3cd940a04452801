/* careless HOW: writes a file "made" of two parts, in ways that are wrong, and one that is
 * right. The drivers must find what is wrong with each, or they would find nothing in the
 * program. */
#include "config.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char part[] = "half of what is to be there\n";

/* Right in every way, but for the power. */
static int unsynced(void)
{
    int fd = open(".made", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; fd >= 0 && i < 2; i++)
        if (write(fd, part, strlen(part)) != (ssize_t)strlen(part))
            return 1;
    return fd < 0 || close(fd) != 0 || rename(".made", "made") != 0;
}

/* Says that it is done whatever the disk said. */
static int unchecked(void)
{
    int fd = open(".made", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < 2; i++)
        if (write(fd, part, strlen(part)) < 0)
            continue;
    fsync(fd);
    close(fd);
    return rename(".made", "made") != 0;
}

/* Gives the file its name before it is whole. */
static int two_steps(void)
{
    int fd = open("made", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; fd >= 0 && i < 2; i++)
        if (write(fd, part, strlen(part)) != (ssize_t)strlen(part) || fsync(fd) != 0)
            return 1;
    return fd < 0 || close(fd) != 0;
}

static int right(void)
{
    int folder = open(".", O_RDONLY | O_DIRECTORY);
    int fd = open(".made", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    bool done = fd >= 0 && folder >= 0;
    for (int i = 0; done && i < 2; i++)
        done = write(fd, part, strlen(part)) == (ssize_t)strlen(part);
    done = done && fsync(fd) == 0 && fsync(folder) == 0;
    if (fd >= 0)
        close(fd);
    done = done && rename(".made", "made") == 0;
    if (done && fsync(folder) != 0)
        done = rename("made", ".made") != 0;
    if (!done && fd >= 0)
        unlink(".made");
    return !done;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(void);
    } ways[] = {{"unsynced", unsynced},
                {"unchecked", unchecked},
                {"two-steps", two_steps},
                {"right", right}};
    for (size_t i = 0; argc == 2 && i < sizeof(ways) / sizeof(ways[0]); i++)
        if (strcmp(ways[i].name, argv[1]) == 0)
            return ways[i].run();
    fprintf(stderr, "usage: careless HOW\n");
    return 2;
}
