/* Reading what lies in a file, past the reads that a signal cuts short. Owns nothing; never
 * says what is wrong with what it read, and leaves the file open. */
#ifndef ANJUAN_SEAL_WHOLE_H
#define ANJUAN_SEAL_WHOLE_H

#include <stddef.h>
#include <sys/types.h>

/* As many of the room's bytes as there are to the end of the file; -1 and errno. */
ssize_t seal_read_whole(int fd, unsigned char *to, size_t room);

#endif
