/* What a program does to the files of a folder, written down call by call, and what of it may
 * be found there when the power went at some moment.
 *
 * Sure is only what was there when the writing down began, and what fsync confirmed since then:
 * of a file its bytes and its size, of a folder its entries. All else may be there or not, each
 * write, size and entry by itself and in any order; a longer write may be there in part, by
 * sectors of 512 bytes. A rename happens as one. That is harder than file systems are, and what
 * they promise.
 *
 * The side file -shm is left out: SQLite makes it anew. A program that changes files in a way
 * that is not understood here is told by disk_unknown. */
#ifndef ANJUAN_TESTS_DISK_H
#define ANJUAN_TESTS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/faults/trace.h"

typedef struct Disk Disk;

typedef struct Cut {
    size_t at;        /* how many calls had been made */
    unsigned keep;    /* of 100: how much is there of what was not sure */
    bool never_sure;  /* as if fsync did nothing, for a test of the test */
    uint64_t *random; /* see jobs_pick */
} Cut;

Disk *disk_new(const char *folder); /* reads what is there */
void disk_free(Disk *disk);
CallDo disk_on_call(void *disk, Call *call); /* a CallHook */

size_t disk_calls(const Disk *disk);         /* that changed or confirmed something */
size_t disk_said_at(const Disk *disk);       /* when the program had answered; all when never */
const char *disk_unknown(const Disk *disk);  /* NULL: all was understood */
void disk_print(const Disk *disk, size_t n); /* the first calls, for a person to read */

/* Makes the folder as it may be after the cut; it must not exist. */
void disk_build(const Disk *disk, const Cut *cut, const char *folder);

#endif
