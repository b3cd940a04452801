/* From the calls written down, one of the folders that may be there after the power went: what
 * was synced for certain, of the rest what the dice say. */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/mem.h"
#include "tests/faults/disk_inner.h"
#include "tests/faults/jobs.h"
#include "tests/support/temp.h"

enum { SECTOR = 512 };

/* ---- what is there in the beginning ---- */

static void put_entry(Node *folder, const char *name, int node)
{
    for (size_t i = 0; i < folder->n_entries; i++) {
        if (strcmp(folder->entries[i].name, name) == 0) {
            folder->entries[i].node = node;
            return;
        }
    }
    folder->entries =
        xreallocarray(folder->entries, folder->n_entries + 1, sizeof(*folder->entries));
    folder->entries[folder->n_entries++] = (Entry){xstrdup(name), node};
}

static void take_entry(Node *folder, const char *name)
{
    for (size_t i = 0; i < folder->n_entries; i++) {
        if (strcmp(folder->entries[i].name, name) == 0) {
            free(folder->entries[i].name);
            folder->entries[i] = folder->entries[--folder->n_entries];
            return;
        }
    }
}

static void read_folder(Disk *disk, int above, const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    struct stat info;
    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *below = temp_path(path, entry->d_name);
        if (lstat(below, &info) == 0) {
            int node = disk_add_node(disk, info.st_ino, S_ISDIR(info.st_mode));
            put_entry(&disk->nodes[above], entry->d_name, node);
            if (S_ISDIR(info.st_mode))
                read_folder(disk, node, below);
            else
                disk->nodes[node].bytes = temp_read(below, &disk->nodes[node].n);
        }
        free(below);
    }
    if (dir)
        closedir(dir);
}

Disk *disk_new(const char *folder)
{
    Disk *disk = xcalloc(1, sizeof(*disk));
    struct stat info;
    disk->folder = realpath(folder, NULL);
    disk->said_at = SIZE_MAX;
    if (!disk->folder || stat(disk->folder, &info) != 0)
        abort();
    read_folder(disk, disk_add_node(disk, info.st_ino, true), disk->folder);
    return disk;
}

static void free_nodes(Node *nodes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < nodes[i].n_entries; k++)
            free(nodes[i].entries[k].name);
        free(nodes[i].entries);
        free(nodes[i].bytes);
    }
    free(nodes);
}

void disk_free(Disk *disk)
{
    if (!disk)
        return;
    free_nodes(disk->nodes, disk->n_nodes);
    for (size_t i = 0; i < disk->n_ops; i++) {
        free(disk->ops[i].name);
        free(disk->ops[i].name_to);
        free(disk->ops[i].bytes);
    }
    free(disk->ops);
    free(disk->folder);
    free(disk);
}

/* ---- what may be there ---- */

static Node *copy_nodes(const Disk *disk)
{
    Node *nodes = xcalloc(disk->n_nodes, sizeof(*nodes));
    for (size_t i = 0; i < disk->n_nodes; i++) {
        const Node *from = &disk->nodes[i];
        nodes[i] = (Node){.folder = from->folder, .n = from->n};
        if (from->n) {
            nodes[i].bytes = xmalloc(from->n);
            memcpy(nodes[i].bytes, from->bytes, from->n);
        }
        for (size_t k = 0; k < from->n_entries; k++)
            put_entry(&nodes[i], from->entries[k].name, from->entries[k].node);
    }
    return nodes;
}

static void set_size(Node *node, size_t n)
{
    node->bytes = xrealloc(node->bytes, n);
    if (n > node->n)
        memset(node->bytes + node->n, 0, n - node->n);
    node->n = n;
}

/* With torn, each sector comes or does not. */
static void put_data(Node *node, const Op *op, bool torn, uint64_t *random)
{
    size_t at = (size_t)op->at;
    if (at + op->n > node->n)
        set_size(node, at + op->n);
    for (size_t i = 0; i < op->n;) {
        size_t end = ((at + i) / SECTOR + 1) * SECTOR - at;
        size_t n = (end < op->n ? end : op->n) - i;
        if (!torn || jobs_pick(random, 2))
            memcpy(node->bytes + at + i, op->bytes + i, n);
        i += n;
    }
}

static void apply(Node *nodes, const Op *op, bool torn, uint64_t *random)
{
    switch (op->kind) {
    case OP_DATA:
        put_data(&nodes[op->node], op, torn, random);
        break;
    case OP_SIZE:
        set_size(&nodes[op->node], op->n);
        break;
    case OP_ENTRY:
        put_entry(&nodes[op->folder], op->name, op->node);
        break;
    case OP_MOVE:
        take_entry(&nodes[op->folder], op->name);
        put_entry(&nodes[op->folder_to], op->name_to, op->node);
        break;
    case OP_GONE:
        take_entry(&nodes[op->folder], op->name);
        break;
    case OP_SYNC:
        break;
    }
}

/* Which calls a later fsync confirmed. */
static bool *find_sure(const Disk *disk, const Cut *cut)
{
    bool *sure = xcalloc(disk->n_ops + 1, sizeof(*sure));
    bool *synced = xcalloc(disk->n_nodes, sizeof(*synced));
    for (size_t i = cut->at; i > 0; i--) {
        const Op *op = &disk->ops[i - 1];
        if (op->kind == OP_SYNC)
            synced[op->node] = !cut->never_sure;
        else if (op->folder < 0)
            sure[i - 1] = synced[op->node];
        else
            sure[i - 1] = synced[op->folder] || (op->folder_to >= 0 && synced[op->folder_to]);
    }
    free(synced);
    return sure;
}

static void write_node(const Node *nodes, int at, const char *path)
{
    const Node *node = &nodes[at];
    if (!node->folder) {
        FILE *file = fopen(path, "wb");
        if (!file || fwrite(node->bytes ? node->bytes : "", 1, node->n, file) != node->n ||
            fclose(file) != 0 || chmod(path, 0600) != 0) {
            perror(path);
            abort();
        }
        return;
    }
    mkdir(path, 0700);
    for (size_t i = 0; i < node->n_entries; i++) {
        char *below = temp_path(path, node->entries[i].name);
        write_node(nodes, node->entries[i].node, below);
        free(below);
    }
}

void disk_build(const Disk *disk, const Cut *cut, const char *folder)
{
    enum { TORN_IN = 4, ALL = 100 };
    Node *nodes = copy_nodes(disk);
    bool *sure = find_sure(disk, cut);
    for (size_t i = 0; i < cut->at; i++) {
        bool torn = !sure[i] && !jobs_pick(cut->random, TORN_IN);
        if (sure[i] || jobs_pick(cut->random, ALL) < cut->keep)
            apply(nodes, &disk->ops[i], torn, cut->random);
    }
    write_node(nodes, 0, folder);
    free_nodes(nodes, disk->n_nodes);
    free(sure);
}

/* ---- for a person ---- */

void disk_print(const Disk *disk, size_t n)
{
    static const char *const names[] = {
        [OP_DATA] = "write",  [OP_SIZE] = "size",   [OP_ENTRY] = "entry",
        [OP_MOVE] = "rename", [OP_GONE] = "unlink", [OP_SYNC] = "fsync"};
    for (size_t i = 0; i < n && i < disk->n_ops; i++) {
        const Op *op = &disk->ops[i];
        printf("%4zu %-6s file %d", i, names[op->kind], op->node);
        if (op->folder >= 0)
            printf(" in %d %s", op->folder, op->name);
        if (op->folder_to >= 0)
            printf(" to %d %s", op->folder_to, op->name_to);
        if (op->kind == OP_DATA || op->kind == OP_SIZE)
            printf(" at %lld: %zu", (long long)op->at, op->n);
        printf("%s\n", i == disk->said_at ? "   (answered before)" : "");
    }
}
