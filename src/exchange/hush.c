/* Standard error is led to /dev/null meanwhile; the last words of mem.h still find the
 * terminal. */
#include "config.h"

#include "exchange/hush.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"

int hush_begin(void)
{
    fflush(stderr);
    int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (saved >= 0 && null >= 0)
        dup2(null, STDERR_FILENO);
    if (saved >= 0)
        mem_words_to(saved);
    if (null >= 0)
        close(null);
    return saved;
}

void hush_end(int saved)
{
    fflush(stderr);
    if (saved < 0)
        return;
    dup2(saved, STDERR_FILENO);
    mem_words_to(STDERR_FILENO);
    close(saved);
}
