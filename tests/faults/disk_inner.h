/* What writing down (disk.c) and building (disk_build.c) share. */
#ifndef ANJUAN_TESTS_DISK_INNER_H
#define ANJUAN_TESTS_DISK_INNER_H

#include <sys/types.h>

#include "tests/faults/disk.h"

typedef struct Entry {
    char *name;
    int node;
} Entry;

/* A file or a folder, as it was in the beginning. */
typedef struct Node {
    ino_t ino;
    bool folder;
    char *bytes;
    size_t n;
    Entry *entries;
    size_t n_entries;
} Node;

typedef enum OpKind {
    OP_DATA,  /* bytes at a place of a file */
    OP_SIZE,  /* it has n bytes from now on */
    OP_ENTRY, /* folder has name, which is node */
    OP_MOVE,  /* name of folder is name_to of folder_to, and is node */
    OP_GONE,  /* folder has no name */
    OP_SYNC,  /* node is on the disk */
} OpKind;

typedef struct Op {
    OpKind kind;
    int node, folder, folder_to;
    char *name, *name_to, *bytes;
    int64_t at;
    size_t n;
} Op;

struct Disk {
    char *folder;
    Node *nodes; /* the first is the folder */
    size_t n_nodes;
    Op *ops;
    size_t n_ops, said_at;
    const char *unknown;
    /* Between a call and its answer: */
    int64_t at;
    int was_there;
};

int disk_add_node(Disk *disk, ino_t ino, bool folder);

#endif
